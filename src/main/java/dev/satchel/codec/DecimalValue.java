package dev.satchel.codec;

import java.util.OptionalLong;

/**
 * The exact value of a decimal number of any length, as far as whole numbers of up to 18 digits go,
 * in constant memory: the digits between the first and the last that is not zero, and the power of
 * ten that they are to be multiplied with.
 */
final class DecimalValue {
  private static final int MOST_DIGITS = 18;
  private static final long EXPONENT_BOUND = 1_000_000_000_000_000L;

  private boolean negative;
  private long significand;
  private int digits;
  private boolean tooManyDigits;
  private long trailingZeros;
  private long fractionDigits;
  private boolean exponentNegative;
  private long exponent;

  void clear() {
    negative = false;
    significand = 0;
    digits = 0;
    tooManyDigits = false;
    trailingZeros = 0;
    fractionDigits = 0;
    exponentNegative = false;
    exponent = 0;
  }

  void negative() {
    negative = true;
  }

  void integerDigit(int digit) {
    if (digit != 0) {
      append(digit);
    } else if (digits > 0) {
      trailingZeros++;
    }
  }

  void fractionDigit(int digit) {
    fractionDigits++;
    integerDigit(digit);
  }

  void exponentSign(boolean isNegative) {
    exponentNegative = isNegative;
  }

  /** Beyond the bound the digits no longer count: no document is long enough to make up for it. */
  void exponentDigit(int digit) {
    if (exponent < EXPONENT_BOUND) {
      exponent = exponent * 10 + digit;
    }
  }

  /** The value, if it is a whole number of at most 18 digits, however it is written. */
  OptionalLong wholeNumber() {
    if (significand == 0) {
      return OptionalLong.of(0);
    }
    long power = (exponentNegative ? -exponent : exponent) - fractionDigits + trailingZeros;
    if (tooManyDigits || power < 0 || power > MOST_DIGITS - digits) {
      return OptionalLong.empty();
    }
    long magnitude = shifted(significand, power);
    return OptionalLong.of(negative ? -magnitude : magnitude);
  }

  private void append(int digit) {
    long width = digits + trailingZeros + 1;
    if (tooManyDigits || width > MOST_DIGITS) {
      tooManyDigits = true;
      return;
    }
    significand = shifted(significand, trailingZeros + 1) + digit;
    digits = (int) width;
    trailingZeros = 0;
  }

  private static long shifted(long value, long places) {
    long result = value;
    for (long i = 0; i < places; i++) {
      result *= 10;
    }
    return result;
  }
}
