package dev.satchel.image.pipeline;

import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering.Reason;
import java.time.Duration;
import java.util.Optional;

/** The end of the time of a rendering by the thread that makes this, or of that thread's own. */
public final class Deadline {

  private static final long CHECK_MILLIS = 20;

  private final Thread owner = Thread.currentThread();
  private final long startNanos = System.nanoTime();
  private final long maxNanos;

  /**
   * Starts now.
   *
   * @param maxTime from now on; a year or more for none
   */
  public Deadline(Duration maxTime) {
    this.maxNanos =
        maxTime.compareTo(Duration.ofDays(365)) < 0 ? maxTime.toNanos() : Long.MAX_VALUE;
  }

  /** Whether the time is up or the owner interrupted. Any thread may ask. */
  public boolean over() {
    return reason().isPresent();
  }

  /** Why it is over; empty where it is not. */
  public Optional<Reason> reason() {
    if (owner.isInterrupted()) {
      return Optional.of(Reason.INTERRUPTED);
    }
    return timeIsUp() ? Optional.of(Reason.OUT_OF_TIME) : Optional.empty();
  }

  /**
   * Goes on where it is not over.
   *
   * @throws RefusedPicture where it is
   */
  public void check() throws RefusedPicture {
    Optional<Reason> over = reason();
    if (over.isPresent()) {
      throw new RefusedPicture(over.get());
    }
  }

  private boolean timeIsUp() {
    return System.nanoTime() - startNanos >= maxNanos;
  }

  /**
   * Runs the action, on another thread, soon after the end; unless the watch is closed before.
   *
   * @param action which ends what the owner waits for
   */
  public Watch watch(Runnable action) {
    return new Watch(action);
  }

  /** What ends a call that knows nothing of deadlines. Once closed, the action does not run. */
  public final class Watch implements AutoCloseable {

    private final Runnable action;
    private final Thread watcher = Thread.ofVirtual().unstarted(this::watch);
    private boolean closed;

    private Watch(Runnable action) {
      this.action = action;
      watcher.start();
    }

    private void watch() {
      try {
        while (!acted()) {
          Thread.sleep(CHECK_MILLIS);
        }
      } catch (InterruptedException byClose) {
        watcher.interrupt();
      }
    }

    private synchronized boolean acted() {
      if (!closed && over()) {
        action.run();
        closed = true;
      }
      return closed;
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
      watcher.interrupt();
    }
  }
}
