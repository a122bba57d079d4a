package dev.satchel.intake;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    final Executor owner;
    final CompletableFuture<Void> gone = new CompletableFuture<>();
    volatile long timer;

    Running(Executor owner) {
      this.owner = owner;
    }
  }

  private final Map<UploadPipeline, Running> uploads = new ConcurrentHashMap<>();
  private final Vertx vertx;

  RunningUploads(Vertx vertx) {
    this.vertx = vertx;
  }

  /** To be called on the upload's event loop, where it will tick until it is removed. */
  void add(UploadPipeline upload, Executor owner) {
    var running = new Running(owner);
    uploads.put(upload, running);
    awaitTick(upload, running);
  }

  /** Not by a periodic timer: what that missed, it would make up for within an instant. */
  private void awaitTick(UploadPipeline upload, Running running) {
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

  void remove(UploadPipeline upload) {
    Running running = uploads.remove(upload);
    if (running != null) {
      vertx.cancelTimer(running.timer);
      running.gone.complete(null);
    }
  }

  void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
    var gone =
        uploads.values().stream().map(running -> running.gone).toArray(CompletableFuture<?>[]::new);
    uploads.forEach(
        (upload, running) -> running.owner.execute(() -> upload.failed(shuttingDown())));
    try {
      CompletableFuture.allOf(gone).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("%d uploads were not cleared away and stay on record", uploads.size());
    }
  }

  private static ProblemException shuttingDown() {
    return new ProblemException(
        ProblemCode.SHUTTING_DOWN, null, "The service is stopping. Try again.");
  }
}
