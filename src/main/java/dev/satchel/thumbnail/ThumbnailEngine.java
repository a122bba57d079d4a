package dev.satchel.thumbnail;

import com.sun.management.OperatingSystemMXBean;
import dev.satchel.image.DividedThumbnails;
import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageEngine;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.IsolatedThumbnails;
import dev.satchel.image.IsolatedThumbnails.Workers;
import dev.satchel.image.PictureMemory;
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

  /** Bytes of a container for each process in it: the service and a process take half of that. */
  private static final long MEMORY_OF_A_PROCESS = 512L << 20;

  @Produces
  @Singleton
  Thumbnails engine(ThumbnailConfig config, MeterRegistry meters) {
    Thumbnails engine = chosen(config);
    LOG.infof("Thumbnails are made by the engine %s", engine.version());
    if (config.engine() == ThumbnailConfig.Engine.AUTO) {
      MissingLibraries.hint(engine.version()).ifPresent(LOG::info);
    }
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
    long beside =
        config.maxMemory().map(MemorySize::asLongValue).orElse(memory() / SHARE_OF_CONTAINER);
    return switch (config.isolation()) {
      case AUTO -> divided(choice, config, beside);
      case PROCESS -> isolated(choice, config, beside / processes(config));
      case NONE -> here(choice, config, new PictureMemory(beside), beside);
    };
  }

  /** A picture may take all the memory that those in processes share with those here. */
  private static Thumbnails divided(EngineChoice choice, ThumbnailConfig config, long beside) {
    var shared = new PictureMemory(beside);
    ImageEngine here = here(choice, config, shared, beside);
    return here.usesLibvips()
        ? new DividedThumbnails(
            here, isolated(choice, config, beside), limits(config, beside), shared)
        : here;
  }

  private static ImageEngine here(
      EngineChoice choice, ThumbnailConfig config, PictureMemory shared, long beside) {
    long heap =
        config
            .maxMemory()
            .map(MemorySize::asLongValue)
            .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    return choice.engine(
        limits(config, beside), shared, limits(config, heap / ThumbnailWorkers.threads(config)));
  }

  private static IsolatedThumbnails isolated(
      EngineChoice choice, ThumbnailConfig config, long memory) {
    return new IsolatedThumbnails(
        choice,
        limits(config, memory),
        new Workers(processes(config), config.maxSourceSize().asLongValue(), config.workerIdle()));
  }

  /** One for each thread, as far as there is memory for them. */
  private static int processes(ThumbnailConfig config) {
    long fitting = Math.max(1, memory() / MEMORY_OF_A_PROCESS);
    return (int) Math.min(fitting, ThumbnailWorkers.threads(config));
  }

  /** Of the container, or else of the machine. */
  private static long memory() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return machine.getTotalMemorySize();
  }

  private static ImageLimits limits(ThumbnailConfig config, long memory) {
    return new ImageLimits(config.maxPixels(), memory, config.timeout());
  }
}
