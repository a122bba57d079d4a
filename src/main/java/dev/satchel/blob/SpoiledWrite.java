package dev.satchel.blob;

import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A write that the store has refused because its bytes are not those that were announced. They have
 * changed on their way, and may arrive as they are the next time; to the SDK, which takes them for
 * wrong at their source, the refusal is final.
 */
final class SpoiledWrite {

  /** Error codes of the S3 API for a checksum, Content-MD5 or signature of other bytes. */
  private static final Set<String> CODES =
      Set.of(
          "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch");

  private SpoiledWrite() {}

  /** Whether a request has failed of it. */
  static boolean isMet(Throwable failure) {
    return failure instanceof S3Exception answer
        && StoreOperation.code(answer).filter(CODES::contains).isPresent();
  }
}
