package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.log.RepeatedLine;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The renderings of this replica that wait or run. Whoever asks for one that is there already gets
 * its result too. Each may leave without the others' noticing; when the last one has left, the
 * rendering ends.
 *
 * <p>Safe for use by several threads. Never blocks.
 */
@ApplicationScoped
class Renderings {

  private static final RepeatedLine FAILURES = new RepeatedLine(Logger.getLogger(Renderings.class));

  private final ThumbnailMaker maker;
  private final ThumbnailWorkers workers;
  private final ThumbnailMetrics metrics;
  private final Vertx vertx;
  private final Map<Wanted, Shared> shared = new HashMap<>();

  Renderings(
      ThumbnailMaker maker, ThumbnailWorkers workers, ThumbnailMetrics metrics, Vertx vertx) {
    this.maker = maker;
    this.workers = workers;
    this.metrics = metrics;
    this.vertx = vertx;
  }

  /** What one rendering makes. */
  private record Wanted(UUID file, ImageSize size) {}

  /** A rendering and how many wait for it. */
  private static final class Shared {
    final Wanted wanted;
    final RenderJob job;
    int waiters = 1;

    Shared(Wanted wanted, RenderJob job) {
      this.wanted = wanted;
      this.job = job;
    }
  }

  /**
   * The thumbnail, or nothing where there is none to be had. Arrives on the caller's event loop; a
   * caller that cancels leaves. Fails with {@code overloaded} where too many wait.
   */
  Uni<Optional<MadeThumbnail>> thumbnail(StoredFile file, ImageSize size) {
    if (!maker.takes(file)) {
      return Uni.createFrom().item(Optional.empty());
    }
    Context caller = vertx.getOrCreateContext();
    return Uni.createFrom()
        .deferred(() -> result(joined(file, size)))
        .emitOn(task -> caller.runOnContext(run -> task.run()));
  }

  /** Has it made and kept when no request waits for another one, if there is room for that. */
  void prepare(StoredFile file, ImageSize size) {
    if (maker.takes(file)) {
      Shared own = rendering(file, size);
      if (entered(own) == own) {
        own.job.result().subscribe().with(made -> {}, this::notPrepared);
        workers.submitInBackground(own.job);
      }
    }
  }

  private Uni<Optional<MadeThumbnail>> result(Shared joined) {
    return joined.job.result().onCancellation().invoke(() -> leave(joined));
  }

  private Shared joined(StoredFile file, ImageSize size) {
    Shared own = rendering(file, size);
    Shared entered = entered(own);
    if (entered == own) {
      workers.submit(own.job);
    } else {
      metrics.shared();
      workers.prefer(entered.job);
    }
    return entered;
  }

  private Shared rendering(StoredFile file, ImageSize size) {
    var job = new RenderJob(file.accountId, () -> maker.make(file, size));
    var rendering = new Shared(new Wanted(file.id, size), job);
    job.result()
        .onItemOrFailure()
        .invoke((made, failure) -> ended(rendering))
        .subscribe()
        .with(made -> {}, failure -> {});
    return rendering;
  }

  /** The one that is there already, with one more who waits for it; or this one. */
  private synchronized Shared entered(Shared own) {
    Shared there = shared.putIfAbsent(own.wanted, own);
    if (there == null) {
      return own;
    }
    there.waiters++;
    return there;
  }

  private synchronized void ended(Shared rendering) {
    shared.remove(rendering.wanted, rendering);
  }

  private void leave(Shared left) {
    if (isDeserted(left)) {
      workers.cancel(left.job);
    }
  }

  private synchronized boolean isDeserted(Shared left) {
    left.waiters--;
    return left.waiters == 0 && shared.remove(left.wanted, left);
  }

  private void notPrepared(Throwable failure) {
    if (failure instanceof ProblemException) {
      metrics.dropped(ThumbnailMetrics.BUSY);
    } else {
      metrics.dropped(ThumbnailMetrics.FAILED);
      FAILURES.warn("A thumbnail was not made in advance", failure);
    }
  }
}
