package dev.satchel.lifetime;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of what is acquired for a piece of work. It is there before the first acquisition,
 * and when it ends, everything it owns is released, the newest first, each exactly once. What is
 * brought to one that has ended is released at once, so no order of events leaves anything behind.
 *
 * <p>Safe for use by several threads. A release runs on the thread that ends the lifetime, or that
 * brings it too late; it must neither block nor throw, and may be called for something that is over
 * by itself.
 */
public final class Lifetime implements AutoCloseable {

  private final Deque<Runnable> releases = new ArrayDeque<>(2);
  private boolean ended;

  /** Runs {@code release} when this ends: now, if it has. */
  public void own(Runnable release) {
    synchronized (this) {
      if (!ended) {
        releases.push(release);
        return;
      }
    }
    release.run();
  }

  /** Whether it has ended. One that has not may end at any time. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  /** Ends it. Does nothing where it has ended. */
  @Override
  public void close() {
    for (Runnable release = next(); release != null; release = next()) {
      release.run();
    }
  }

  /**
   * Work with a lifetime of its own, which ends with the work: with its result, its failure or its
   * cancellation.
   */
  public static <T> Uni<T> during(Function<Lifetime, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var lifetime = new Lifetime();
              return work.apply(lifetime).onTermination().invoke(lifetime::close);
            });
  }

  private synchronized @Nullable Runnable next() {
    ended = true;
    return releases.poll();
  }
}
