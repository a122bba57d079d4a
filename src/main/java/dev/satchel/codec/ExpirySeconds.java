package dev.satchel.codec;

import java.util.OptionalLong;

/** The range of {@code expiryInterval}. */
final class ExpirySeconds {
  /** A hundred years of 365 days. */
  private static final long LONGEST = 3_153_600_000L;

  private ExpirySeconds() {}

  /**
   * Checks a number.
   *
   * @param number empty where what was given is not a whole number
   */
  static long of(String path, OptionalLong number) {
    if (number.isEmpty() || number.getAsLong() < 1 || number.getAsLong() > LONGEST) {
      throw new MalformedUploadException(
          Fault.INVALID_VALUE,
          path,
          path + " must be a whole number of seconds from 1 to " + LONGEST + ".");
    }
    return number.getAsLong();
  }
}
