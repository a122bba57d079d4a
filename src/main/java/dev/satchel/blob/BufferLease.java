package dev.satchel.blob;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What one upload holds of the {@link BufferBudget}: its reservation, and what it has grown by.
 *
 * <p>Used by one thread at a time; segments may come back on any thread. After {@link #close} the
 * budget gets the reservation back as soon as the last segment has come back.
 */
public final class BufferLease implements AutoCloseable {

  private final BufferBudget budget;
  private final long reservation;
  private long grown;
  private long used;
  private boolean closed;

  BufferLease(BufferBudget budget, long reservation) {
    this.budget = budget;
    this.reservation = reservation;
  }

  /**
   * A segment, if the reservation or the budget has room for it and fewer than {@code limit}
   * segments are in use.
   */
  synchronized Optional<ByteBuffer> take(long limit) {
    if (closed || used >= limit) {
      return Optional.empty();
    }
    if (used == reservation + grown) {
      if (!budget.grow()) {
        return Optional.empty();
      }
      grown++;
    }
    used++;
    return Optional.of(budget.take());
  }

  /** Brings segments back, with nothing written to or read from them any more. */
  void giveBack(List<ByteBuffer> segments) {
    segments.forEach(budget::giveBack);
    budget.release(settle(segments.size()));
  }

  /** Ends the reservation. Idempotent. */
  @Override
  public void close() {
    budget.release(end());
  }

  private synchronized long settle(int segments) {
    used -= segments;
    if (closed) {
      return segments;
    }
    long surplus = reservation + grown - Math.max(used, reservation);
    grown -= surplus;
    return surplus;
  }

  private synchronized long end() {
    if (closed) {
      return 0;
    }
    closed = true;
    return reservation + grown - used;
  }
}
