package dev.satchel.blob;

/**
 * Bytes of a blob that are not enough for a part yet: an object of its own beside it.
 *
 * @param number by which its key is known; higher than those of pieces before it
 * @param content its bytes
 */
public record StoredPiece(long number, BlobReceipt content) {

  /** Where it is, beside the blob that it belongs to. */
  public BlobKey key(BlobKey blob) {
    return key(blob, number);
  }

  static BlobKey key(BlobKey blob, long number) {
    return blob.derived("piece-" + number);
  }
}
