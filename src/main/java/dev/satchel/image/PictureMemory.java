package dev.satchel.image;

import dev.satchel.image.Rendering.Reason;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory that all renderings share: that of decoders beside the heap, or that of sources on it.
 * Each takes what it will need before it needs it, first come first served, so that many large
 * pictures wait for each other and never want more together than there is. Safe for use by several
 * threads.
 */
public final class PictureMemory {

  private static final int UNIT = 1 << 10;

  private final int capacity;
  private final Semaphore free;

  /** Memory that is given back by {@link #close}, once. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param bytes for all together, at least 1
   */
  public PictureMemory(long bytes) {
    this.capacity = (int) Math.min(Integer.MAX_VALUE, units(bytes));
    this.free = new Semaphore(capacity, /* fair= */ true);
  }

  /**
   * Waits until there is so much.
   *
   * @param patience how long to wait
   * @throws RefusedPicture where it is more than there is for all, or has not become free in time,
   *     or the thread was interrupted
   */
  public Share take(long bytes, Duration patience) throws RefusedPicture {
    long needed = units(bytes);
    if (needed > capacity) {
      throw new RefusedPicture(Reason.TOO_LARGE);
    }
    try {
      if (!free.tryAcquire((int) needed, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedPicture(Reason.NO_ROOM);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RefusedPicture(Reason.INTERRUPTED);
    }
    return () -> free.release((int) needed);
  }

  private static long units(long bytes) {
    return Math.ceilDiv(bytes, UNIT);
  }
}
