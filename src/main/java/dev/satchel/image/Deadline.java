package dev.satchel.image;

import dev.satchel.image.Rendering.Reason;
import java.time.Duration;

/** The end of one rendering's time, or of its thread's. */
final class Deadline {

  private final long startNanos = System.nanoTime();
  private final long maxNanos;

  Deadline(Duration maxTime) {
    this.maxNanos =
        maxTime.compareTo(Duration.ofDays(365)) < 0 ? maxTime.toNanos() : Long.MAX_VALUE;
  }

  boolean over() {
    return Thread.currentThread().isInterrupted() || timeIsUp();
  }

  void check() throws RefusedPicture {
    if (Thread.currentThread().isInterrupted()) {
      throw new RefusedPicture(Reason.INTERRUPTED);
    }
    if (timeIsUp()) {
      throw new RefusedPicture(Reason.OUT_OF_TIME);
    }
  }

  private boolean timeIsUp() {
    return System.nanoTime() - startNanos >= maxNanos;
  }
}
