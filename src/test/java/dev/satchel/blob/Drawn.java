package dev.satchel.blob;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Takes segments out of leases. */
final class Drawn {

  private Drawn() {}

  /** Every segment that the lease gives while fewer than {@code limit} are in use. */
  static List<ByteBuffer> all(BufferLease lease, long limit) {
    List<ByteBuffer> segments = new ArrayList<>();
    for (var next = lease.take(limit); next.isPresent(); next = lease.take(limit)) {
      segments.add(next.get());
    }
    return segments;
  }

  /** Every segment that the lease gives now. */
  static List<ByteBuffer> all(BufferLease lease) {
    return all(lease, Long.MAX_VALUE);
  }
}
