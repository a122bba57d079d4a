package dev.satchel.codec;

/** A value without parts, which may arrive in several chunks. */
sealed interface JsonScalar permits JsonString, JsonNumber, JsonLiteral {

  /**
   * Reads on to the end of the scalar.
   *
   * @return whether the end is reached; false while input is needed
   * @throws MalformedUploadException if it is not as RFC 8259 has it
   */
  boolean readToEnd();
}
