package dev.satchel.intake;

import java.time.Duration;

/**
 * Finds out whether a client sends too slowly to be waited for.
 *
 * <p>Counts the seconds in which the upload reads, in windows; the bytes of each window must be
 * enough. So a client that stalls is found out, and one that trickles, however fast it began, while
 * one that waits for us is not. Used on the upload's event loop only.
 */
final class ClientPace {

  /** Between two calls of {@link #tick}. */
  static final Duration TICK = Duration.ofSeconds(1);

  private final long ticksInWindow;
  private final long bytesInWindow;
  private long ticks;
  private long bytes;

  /**
   * Begins a window.
   *
   * @param window in which the client may be as slow as it likes, at least a second
   * @param minRate bytes a second
   */
  ClientPace(Duration window, long minRate) {
    this.ticksInWindow = window.dividedBy(TICK);
    this.bytesInWindow = Math.max(1, ticksInWindow * minRate);
  }

  /** Some bytes have come. */
  void received(long count) {
    bytes += count;
  }

  /** A second of reading is over; returns whether the client has been too slow. */
  boolean tick() {
    ticks++;
    if (ticks < ticksInWindow) {
      return false;
    }
    boolean tooSlow = bytes < bytesInWindow;
    ticks = 0;
    bytes = 0;
    return tooSlow;
  }
}
