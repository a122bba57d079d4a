package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Gathers a text that must be well-formed Unicode without U+0000, within its rule. */
final class BoundedText {
  private final TextRule rule;
  private final StringBuilder text = new StringBuilder();
  private int codePoints;
  private boolean awaitsLowSurrogate;

  BoundedText(TextRule rule) {
    this.rule = rule;
  }

  /**
   * Appends a code point, or one half of a surrogate pair.
   *
   * @return what is wrong with it; null if nothing is
   */
  @Nullable Fault append(int character) {
    boolean low = isLowSurrogate(character);
    if (character == 0 || low != awaitsLowSurrogate) {
      return Fault.UNSUPPORTED_TEXT;
    }
    if (!low && ++codePoints > rule.longest()) {
      return rule.whenTooLong();
    }
    awaitsLowSurrogate = isHighSurrogate(character);
    text.appendCodePoint(character);
    return null;
  }

  /** Ends the text; returns what is wrong with it as a whole; null if nothing is. */
  @Nullable Fault end() {
    if (awaitsLowSurrogate) {
      return Fault.UNSUPPORTED_TEXT;
    }
    return codePoints < rule.shortest() ? Fault.TEXT_EMPTY : null;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static boolean isHighSurrogate(int character) {
    return character >= Character.MIN_HIGH_SURROGATE && character <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLowSurrogate(int character) {
    return character >= Character.MIN_LOW_SURROGATE && character <= Character.MAX_LOW_SURROGATE;
  }
}
