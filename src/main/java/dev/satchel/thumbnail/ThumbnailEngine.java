package dev.satchel.thumbnail;

import com.sun.management.OperatingSystemMXBean;
import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.IsolatedThumbnails;
import dev.satchel.image.Thumbnails;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/** Chooses the engine of this process at start, by what is installed. */
final class ThumbnailEngine {

  private static final Logger LOG = Logger.getLogger(ThumbnailEngine.class);

  /** What all workers together may take of the heap, and of the memory beside it. */
  private static final int SHARE_OF_HEAP = 2;

  private static final int SHARE_OF_CONTAINER = 4;

  @Produces
  @Singleton
  Thumbnails engine(ThumbnailConfig config, MeterRegistry meters) {
    Thumbnails engine = chosen(config);
    LOG.infof("Thumbnails are made by the engine %s", engine.version());
    meters.gauge("satchel.image.engine", Tags.of("engine", engine.version()), 1);
    return engine;
  }

  /** It is made before the first request, so that what is missing is found at start. */
  void prepare(@Observes StartupEvent start, Thumbnails engine) {
    engine.version();
  }

  static void close(@Disposes Thumbnails engine) throws Exception {
    if (engine instanceof AutoCloseable workers) {
      workers.close();
    }
  }

  private static Thumbnails chosen(ThumbnailConfig config) {
    var choice = EngineChoice.valueOf(config.engine().name());
    return switch (config.isolation()) {
      case PROCESS ->
          IsolatedThumbnails.start(
              choice, inContainer(config), config.maxSourceSize().asLongValue());
      case NONE -> choice.engine(inContainer(config), onHeap(config));
    };
  }

  private static ImageLimits onHeap(ThumbnailConfig config) {
    return limits(config, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  private static ImageLimits inContainer(ThumbnailConfig config) {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return limits(config, machine.getTotalMemorySize() / SHARE_OF_CONTAINER);
  }

  private static ImageLimits limits(ThumbnailConfig config, long ofAllWorkers) {
    long memory =
        config
            .maxMemory()
            .map(MemorySize::asLongValue)
            .orElseGet(() -> ofAllWorkers / ThumbnailWorkers.threads(config));
    return new ImageLimits(config.maxPixels(), memory, config.timeout());
  }
}
