package dev.satchel.blob;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The off-heap memory that all uploads share, counted and handed out in segments.
 *
 * <p>An upload that is about to take contents reserves what it needs to get on by itself: a whole
 * part, or less where its body is known to be shorter. So an upload that runs never waits for
 * another one, and no two can wait for each other. An upload that finds the budget spent waits in
 * line, first come first served; the line has an end. Growing beyond the reservation is granted
 * only while nobody waits.
 *
 * <p>Safe for concurrent use.
 */
public final class BufferBudget {

  /** Bytes of one segment. */
  static final int SEGMENT_SIZE = 64 * 1024;

  private final long capacity;
  private final int queueLimit;
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final Deque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
  private long reserved;

  /**
   * @param capacity bytes that all reservations together may hold, at least one segment
   * @param queueLimit reservations that may wait
   */
  public BufferBudget(long capacity, int queueLimit) {
    if (capacity < SEGMENT_SIZE || queueLimit < 0) {
      throw new IllegalArgumentException("A budget holds at least one segment");
    }
    this.capacity = capacity / SEGMENT_SIZE;
    this.queueLimit = queueLimit;
  }

  /**
   * Takes a place in the line for {@code bytes}, or for the whole capacity if that is less. To be
   * closed by the caller.
   */
  public BufferReservation reserve(long bytes) {
    return new BufferReservation(claim(bytes));
  }

  /**
   * Reserves room for {@code bytes}, now or when its turn comes. Empty where the line is full. A
   * waiting claim is given up by cancelling it.
   */
  synchronized Optional<CompletableFuture<BufferLease>> claim(long bytes) {
    long segments = Math.min(capacity, segments(bytes));
    if (line.isEmpty() && fits(segments)) {
      return Optional.of(CompletableFuture.completedFuture(lease(segments)));
    }
    if (line.size() >= queueLimit) {
      return Optional.empty();
    }
    var waiting = new Waiting(segments);
    line.add(waiting);
    return Optional.of(waiting);
  }

  /** Bytes that all reservations together may hold. */
  public long capacityBytes() {
    return capacity * SEGMENT_SIZE;
  }

  /** Bytes that are reserved now. */
  public synchronized long reservedBytes() {
    return reserved * SEGMENT_SIZE;
  }

  /** Reservations that wait now. */
  public synchronized int waiting() {
    return line.size();
  }

  static long segments(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, SEGMENT_SIZE));
  }

  /** One segment more for an upload that runs, if that takes nothing from one that waits. */
  synchronized boolean grow() {
    boolean granted = line.isEmpty() && fits(1);
    if (granted) {
      reserved++;
    }
    return granted;
  }

  /** Takes segments back and serves the line. */
  void release(long segments) {
    takeBack(segments).forEach(Runnable::run);
  }

  ByteBuffer take() {
    ByteBuffer segment = free.pollFirst();
    return segment == null ? ByteBuffer.allocateDirect(SEGMENT_SIZE) : segment.clear();
  }

  void giveBack(ByteBuffer segment) {
    free.addFirst(segment);
  }

  private void leave(Waiting waiting) {
    strike(waiting).forEach(Runnable::run);
  }

  private synchronized List<Runnable> takeBack(long segments) {
    reserved -= segments;
    return served();
  }

  private synchronized List<Runnable> strike(Waiting waiting) {
    line.remove(waiting);
    return served();
  }

  /** Those at the head of the line who have room now, to be told outside of the lock. */
  private List<Runnable> served() {
    List<Runnable> grants = new ArrayList<>();
    while (!line.isEmpty() && fits(line.element().segments)) {
      Waiting next = line.remove();
      BufferLease lease = lease(next.segments);
      grants.add(() -> grant(next, lease));
    }
    return grants;
  }

  private static void grant(Waiting next, BufferLease lease) {
    if (!next.complete(lease)) {
      lease.close();
    }
  }

  private boolean fits(long segments) {
    return reserved + segments <= capacity;
  }

  private BufferLease lease(long segments) {
    reserved += segments;
    return new BufferLease(this, segments);
  }

  /** A place in the line. One that is cancelled makes way at once for those behind. */
  private final class Waiting extends CompletableFuture<BufferLease> {

    private final long segments;

    Waiting(long segments) {
      this.segments = segments;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      leave(this);
      return cancelled;
    }
  }
}
