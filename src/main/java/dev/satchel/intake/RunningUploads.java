package dev.satchel.intake;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The uploads that hold something now. Those that still run when the service stops, after they had
 * {@code quarkus.shutdown.timeout} to end, are broken off and cleared away.
 */
@ApplicationScoped
class RunningUploads {

  private static final Logger LOG = Logger.getLogger(RunningUploads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final class Running {

    final CountDownLatch gone = new CountDownLatch(1);
    volatile long timer;
  }

  private final Map<RunningUpload, Running> uploads = new ConcurrentHashMap<>();
  private final Vertx vertx;

  RunningUploads(Vertx vertx, MeterRegistry registry) {
    this.vertx = vertx;
    Gauge.builder("satchel.upload.running", uploads::size).register(registry);
  }

  /** To be called on the upload's event loop, where it will tick until it is removed. */
  void add(RunningUpload upload) {
    var running = new Running();
    uploads.put(upload, running);
    awaitTick(upload, running);
  }

  /** Not by a periodic timer: what that missed, it would make up for within an instant. */
  private void awaitTick(RunningUpload upload, Running running) {
    running.timer =
        vertx.setTimer(
            ClientPace.TICK.toMillis(),
            over -> {
              if (uploads.containsKey(upload)) {
                awaitTick(upload, running);
                upload.tick();
              }
            });
  }

  void remove(RunningUpload upload) {
    Running running = uploads.remove(upload);
    if (running != null) {
      vertx.cancelTimer(running.timer);
      running.gone.countDown();
    }
  }

  void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
    var stopped = List.copyOf(uploads.values());
    uploads.keySet().forEach(upload -> upload.owner().execute(() -> upload.stop(shuttingDown())));
    if (!areGone(stopped)) {
      LOG.warnf("%d uploads were not cleared away and stay on record", uploads.size());
    }
  }

  private static boolean areGone(List<Running> stopped) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Running running : stopped) {
      if (!running.gone.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  private static ProblemException shuttingDown() {
    return new ProblemException(
        ProblemCode.SHUTTING_DOWN, null, "The service is stopping. Try again.");
  }
}
