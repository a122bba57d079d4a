package dev.satchel.intake;

/** What a request with an {@code Idempotency-Key} finds. */
sealed interface IdempotencyClaim {

  /** The key is this request's, as long as it renews its lease. */
  record Granted() implements IdempotencyClaim {}

  /** Another request with the key is running. */
  record Running() implements IdempotencyClaim {}

  /**
   * A request with the key has been answered.
   *
   * @param digest what it asked for
   * @param response what it was answered, as JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
  record Answered(byte[] digest, String response) implements IdempotencyClaim {}

  /** A request with the key has been answered, and a file of the answer is gone for good. */
  record Erased() implements IdempotencyClaim {}
}
