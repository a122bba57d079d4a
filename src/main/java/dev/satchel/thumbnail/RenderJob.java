package dev.satchel.thumbnail;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One rendering, which runs once at the most. Safe for use by several threads. */
final class RenderJob {

  private final UUID account;
  private final Callable<Optional<MadeThumbnail>> work;
  private final CompletableFuture<Optional<MadeThumbnail>> result = new CompletableFuture<>();
  private final long since = System.nanoTime();
  private @Nullable Thread worker;
  private boolean cancelled;

  /**
   * @param account for whom it is
   * @param work ends soon after its thread is interrupted
   */
  RenderJob(UUID account, Callable<Optional<MadeThumbnail>> work) {
    this.account = account;
    this.work = work;
  }

  UUID account() {
    return account;
  }

  /** How long ago it was wanted first. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Empty where there is no thumbnail to be had. To cancel it leaves the job as it is. */
  Uni<Optional<MadeThumbnail>> result() {
    return Uni.createFrom().completionStage(result::copy);
  }

  /** Runs on this thread, which is not interrupted afterwards. */
  void run() {
    if (!begin()) {
      return;
    }
    try {
      Optional<MadeThumbnail> made = work.call();
      end();
      result.complete(made);
    } catch (ExecutionException failure) {
      fail(failure.getCause() == null ? failure : failure.getCause());
    } catch (Exception | Error failure) {
      fail(failure);
    }
  }

  /** Nobody wants it any more: it does not begin, or ends soon. */
  synchronized void cancel() {
    cancelled = true;
    if (worker == null) {
      result.cancel(false);
    } else {
      worker.interrupt();
    }
  }

  /** There is no place for it. */
  void refuse() {
    result.completeExceptionally(ProblemException.overloaded("Too many thumbnails are waiting."));
  }

  private void fail(Throwable failure) {
    end();
    result.completeExceptionally(failure);
  }

  private synchronized boolean begin() {
    if (cancelled) {
      return false;
    }
    worker = Thread.currentThread();
    return true;
  }

  private synchronized void end() {
    worker = null;
    Thread.interrupted();
  }
}
