package dev.satchel.codec;

/**
 * A character of two to four bytes, read byte by byte, as strictly as RFC 3629 section 4 has it: no
 * overlong forms, no surrogates, nothing above U+10FFFF.
 */
final class Utf8Sequence {
  private final BodyInput input;
  private int missing;
  private int codePoint;
  private int lowest;
  private int highest;

  Utf8Sequence(BodyInput input) {
    this.input = input;
  }

  /** Whether the character has begun and is not complete. */
  boolean open() {
    return missing > 0;
  }

  /** Begins with a byte from 0x80 on. */
  void begin(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      throw input.invalidEncoding();
    }
    missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    codePoint = lead & (0x3F >> missing);
    lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }

  /** Takes the next byte; returns the code point, or {@link JsonString#INCOMPLETE}. */
  int accept(int b) {
    if (b < lowest || b > highest) {
      throw input.invalidEncoding();
    }
    lowest = 0x80;
    highest = 0xBF;
    codePoint = (codePoint << 6) | (b & 0x3F);
    return --missing == 0 ? codePoint : JsonString.INCOMPLETE;
  }
}
