package dev.satchel.blob;

/**
 * Makes the parts of one upload, in segments of its lease.
 *
 * @param lease what the upload may hold
 * @param partSize bytes of a full part
 * @param checksum what is computed of each part while it is filled
 */
record PartBuffers(BufferLease lease, long partSize, StoreChecksum checksum) {

  /** Parts that one upload may hold: one is filled while the other is sent. */
  private static final int PARTS = 2;

  PartBuffer next() {
    long segments = PARTS * BufferBudget.segments(partSize);
    return new PartBuffer(lease, partSize, segments, PartDigest.of(checksum));
  }
}
