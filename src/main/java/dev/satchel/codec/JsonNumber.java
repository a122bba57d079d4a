package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/**
 * A number of any length (RFC 8259 section 6). It ends in front of the first byte foreign to it.
 */
final class JsonNumber implements JsonScalar {
  private enum Part {
    START,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    EXPONENT,
    EXPONENT_SIGN,
    EXPONENT_DIGITS;

    boolean mayEnd() {
      return this == ZERO || this == INTEGER || this == FRACTION || this == EXPONENT_DIGITS;
    }
  }

  private final BodyInput input;
  private final DecimalValue value = new DecimalValue();
  private Part part = Part.START;
  private boolean ended;

  JsonNumber(BodyInput input) {
    this.input = input;
  }

  /** Begins in front of the number's first byte. */
  JsonNumber begin() {
    part = Part.START;
    ended = false;
    value.clear();
    return this;
  }

  /** What the number amounts to, once it is read to its end. */
  DecimalValue value() {
    return value;
  }

  @Override
  public boolean readToEnd() {
    while (!ended) {
      int b = input.peek();
      if (b == BodyInput.NEEDS_INPUT) {
        return false;
      }
      accept(b);
    }
    return true;
  }

  private void accept(int b) {
    Part next = partAt(b);
    if (next != null) {
      part = next;
      record(b);
      input.advance();
    } else if (part.mayEnd()) {
      ended = true;
    } else {
      throw input.invalidJson("a number is incomplete");
    }
  }

  private @Nullable Part partAt(int b) {
    return switch (part) {
      case START -> b == '-' ? Part.MINUS : integerAt(b);
      case MINUS -> integerAt(b);
      case ZERO -> pointOrExponentAt(b);
      case INTEGER -> isDigit(b) ? Part.INTEGER : pointOrExponentAt(b);
      case POINT -> isDigit(b) ? Part.FRACTION : null;
      case FRACTION -> isDigit(b) ? Part.FRACTION : exponentAt(b);
      case EXPONENT -> b == '+' || b == '-' ? Part.EXPONENT_SIGN : exponentDigitsAt(b);
      case EXPONENT_SIGN, EXPONENT_DIGITS -> exponentDigitsAt(b);
    };
  }

  private void record(int b) {
    switch (part) {
      case MINUS -> value.negative();
      case ZERO, INTEGER -> value.integerDigit(b - '0');
      case FRACTION -> value.fractionDigit(b - '0');
      case EXPONENT_SIGN -> value.exponentSign(b == '-');
      case EXPONENT_DIGITS -> value.exponentDigit(b - '0');
      case START, POINT, EXPONENT -> {}
    }
  }

  private static @Nullable Part integerAt(int b) {
    if (b == '0') {
      return Part.ZERO;
    }
    return isDigit(b) ? Part.INTEGER : null;
  }

  private static @Nullable Part pointOrExponentAt(int b) {
    return b == '.' ? Part.POINT : exponentAt(b);
  }

  private static @Nullable Part exponentAt(int b) {
    return b == 'e' || b == 'E' ? Part.EXPONENT : null;
  }

  private static @Nullable Part exponentDigitsAt(int b) {
    return isDigit(b) ? Part.EXPONENT_DIGITS : null;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
