package dev.satchel.codec;

import java.nio.charset.StandardCharsets;

/** One of {@code true}, {@code false} and {@code null} (RFC 8259 section 3). */
final class JsonLiteral implements JsonScalar {
  private final BodyInput input;
  private byte[] spelling = {};
  private int matched;

  JsonLiteral(BodyInput input) {
    this.input = input;
  }

  /** Begins to read a literal that must be spelled like this; none of it has been taken yet. */
  JsonLiteral begin(String expected) {
    spelling = expected.getBytes(StandardCharsets.US_ASCII);
    matched = 0;
    return this;
  }

  @Override
  public boolean readToEnd() {
    while (matched < spelling.length) {
      int b = input.next();
      if (b == BodyInput.NEEDS_INPUT) {
        return false;
      }
      if (b != spelling[matched++]) {
        throw input.invalidJson("a literal is misspelled");
      }
    }
    return true;
  }
}
