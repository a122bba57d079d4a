package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.digest.Sha256;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The {@code Idempotency-Key} of a request. What the caller sends is not kept, only its hash.
 *
 * @param accountId whose key it is
 * @param hash SHA-256 of the key
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
record IdempotencyKey(UUID accountId, byte[] hash) {

  private static final int LONGEST = 255;

  /**
   * Reads a header.
   *
   * @throws ProblemException if it has not from 1 to 255 characters
   */
  static IdempotencyKey of(Caller caller, String header) {
    if (header.isEmpty() || header.length() > LONGEST) {
      throw new ProblemException(
          ProblemCode.INVALID_IDEMPOTENCY_KEY,
          null,
          "Idempotency-Key must have from 1 to " + LONGEST + " characters.");
    }
    byte[] octets = header.getBytes(StandardCharsets.UTF_8);
    return new IdempotencyKey(caller.accountId(), Sha256.of(octets));
  }
}
