package dev.satchel.blob;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One part while it is filled and sent: up to {@code capacity} bytes in segments of a lease, with
 * their checksum. Filled by one thread; once sealed, read by any.
 */
final class PartBuffer {

  private final BufferLease lease;
  private final long capacity;
  private final long segmentLimit;
  private final List<ByteBuffer> segments = new ArrayList<>();
  private final PartDigest digest;
  private @Nullable ByteBuffer last;
  private long size;

  /**
   * @param capacity bytes of a full part
   * @param segmentLimit segments that the lease may have in use
   * @param digest that takes what the part takes
   */
  PartBuffer(BufferLease lease, long capacity, long segmentLimit, PartDigest digest) {
    this.lease = lease;
    this.capacity = capacity;
    this.segmentLimit = segmentLimit;
    this.digest = digest;
  }

  /** Takes what there is room for now; the rest stays in {@code source}. */
  void write(ByteBuffer source) {
    while (source.hasRemaining() && !isFull()) {
      Optional<ByteBuffer> room = room();
      if (room.isEmpty()) {
        return;
      }
      copy(source, room.get());
    }
  }

  boolean isFull() {
    return size == capacity;
  }

  long size() {
    return size;
  }

  /** The checksum of a sealed part, as S3 wants it; null if there is none. To be called once. */
  @Nullable String checksum() {
    return digest.value();
  }

  /** Views of the bytes, ready to be read; valid until {@link #release}. */
  List<ByteBuffer> views() {
    return segments.stream().map(segment -> segment.asReadOnlyBuffer().flip()).toList();
  }

  /** The bytes as a stream; valid until {@link #release}. */
  InputStream stream() {
    return new BufferStream(views());
  }

  /** Gives the segments back. The part is empty afterwards. */
  void release() {
    lease.giveBack(List.copyOf(segments));
    segments.clear();
    last = null;
    size = 0;
  }

  private Optional<ByteBuffer> room() {
    if (last != null && last.hasRemaining()) {
      return Optional.of(last);
    }
    Optional<ByteBuffer> segment = lease.take(segmentLimit);
    segment.ifPresent(
        taken -> {
          segments.add(taken);
          last = taken;
        });
    return segment;
  }

  private void copy(ByteBuffer source, ByteBuffer target) {
    int length = (int) Math.min(Math.min(source.remaining(), target.remaining()), capacity - size);
    ByteBuffer bytes = source.slice(source.position(), length);
    digest.update(bytes.duplicate());
    target.put(bytes);
    source.position(source.position() + length);
    size += length;
  }
}
