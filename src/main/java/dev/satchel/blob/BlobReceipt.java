package dev.satchel.blob;

import dev.satchel.digest.Sha256;

/**
 * What a blob is, or will be once it is durable.
 *
 * @param size in bytes
 * @param sha256 of all its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
public record BlobReceipt(long size, byte[] sha256) {

  /** That of a blob of these bytes. */
  public static BlobReceipt of(byte[] bytes) {
    return new BlobReceipt(bytes.length, Sha256.of(bytes));
  }
}
