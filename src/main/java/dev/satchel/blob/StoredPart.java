package dev.satchel.blob;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A part of a multipart upload that the store has.
 *
 * @param number from 1 to 10,000; parts stand in the order of their numbers, which may have gaps
 * @param size in bytes
 * @param etag as the store has answered
 * @param checksum its algorithm and, behind a colon, its value as S3 wants it; null where there is
 *     none
 */
public record StoredPart(int number, long size, String etag, @Nullable String checksum) {

  static StoredPart of(
      int number, long size, String etag, StoreChecksum algorithm, @Nullable String digest) {
    return new StoredPart(
        number, size, etag, digest == null ? null : algorithm.name() + ':' + digest);
  }

  /** As it is named where the object is made of its parts. */
  CompletedPart completed() {
    var completed = CompletedPart.builder().partNumber(number).eTag(etag);
    if (checksum != null) {
      int colon = checksum.indexOf(':');
      String digest = checksum.substring(colon + 1);
      switch (StoreChecksum.valueOf(checksum.substring(0, colon))) {
        case CRC32C -> completed.checksumCRC32C(digest);
        case CRC32 -> completed.checksumCRC32(digest);
        case SHA256 -> completed.checksumSHA256(digest);
        case MD5, NONE -> {}
      }
    }
    return completed.build();
  }
}
