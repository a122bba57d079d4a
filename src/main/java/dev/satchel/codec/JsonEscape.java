package dev.satchel.codec;

/** What follows a backslash in a string (RFC 8259 section 7), read byte by byte. */
final class JsonEscape {
  private static final int HEX_DIGITS = 4;

  private final BodyInput input;
  private boolean open;
  private int hexDigitsMissing;
  private int unit;

  JsonEscape(BodyInput input) {
    this.input = input;
  }

  /** Whether the escape has begun and is not complete. */
  boolean open() {
    return open;
  }

  /** Begins behind a backslash. */
  void begin() {
    open = true;
    hexDigitsMissing = 0;
  }

  /** Takes the next byte; returns the UTF-16 code unit, or {@link JsonString#INCOMPLETE}. */
  int accept(int b) {
    if (hexDigitsMissing > 0) {
      return hexDigit(b);
    }
    if (b == 'u') {
      hexDigitsMissing = HEX_DIGITS;
      unit = 0;
      return JsonString.INCOMPLETE;
    }
    open = false;
    return named(b);
  }

  private int named(int b) {
    return switch (b) {
      case '"', '\\', '/' -> b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> throw input.invalidJson("an escape is unknown");
    };
  }

  private int hexDigit(int b) {
    int digit = b < 0x80 ? Character.digit(b, 16) : -1;
    if (digit < 0) {
      throw input.invalidJson("an escape lacks hexadecimal digits");
    }
    unit = (unit << 4) | digit;
    open = --hexDigitsMissing > 0;
    return open ? JsonString.INCOMPLETE : unit;
  }
}
