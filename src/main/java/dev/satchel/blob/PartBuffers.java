package dev.satchel.blob;

/**
 * Makes the parts of one upload, in segments of its lease.
 *
 * @param lease what the upload may hold
 * @param partSize bytes of a full part
 */
record PartBuffers(BufferLease lease, long partSize) {

  /** Parts that one upload may hold: one is filled while the other is sent. */
  private static final int PARTS = 2;

  PartBuffer next() {
    return new PartBuffer(lease, partSize, PARTS * BufferBudget.segments(partSize));
  }
}
