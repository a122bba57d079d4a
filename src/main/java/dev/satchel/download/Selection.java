package dev.satchel.download;

import dev.satchel.blob.ByteRange;

/** What a request for a representation gets, after its conditions and its range. */
sealed interface Selection {

  /** {@code 200}: all of it. */
  record Whole() implements Selection {}

  /** {@code 206}: a range of it. */
  record Part(ByteRange range) implements Selection {}

  /** {@code 304}: the caller has it. */
  record NotModified() implements Selection {}

  /** {@code 412}: the caller wanted another one. */
  record PreconditionFailed() implements Selection {}

  /** {@code 416}: no byte of it is in the range. */
  record Unsatisfiable() implements Selection {}
}
