package dev.satchel.codec;

/** Gathers a text that must be well-formed Unicode without U+0000, within its rule. */
final class BoundedText {
  private final String path;
  private final TextRule rule;
  private final StringBuilder text = new StringBuilder();
  private int codePoints;
  private boolean awaitsLowSurrogate;

  /**
   * Begins a text.
   *
   * @param path where it stands, for the sentence that tells of a fault
   */
  BoundedText(String path, TextRule rule) {
    this.path = path;
    this.rule = rule;
  }

  /** The fault that a text has more characters than its rule allows. */
  static MalformedUploadException tooLong(String path, TextRule rule) {
    return new BoundedText(path, rule).fault(rule.whenTooLong());
  }

  /** The fault that a text has no characters, and its rule asks for one. */
  static MalformedUploadException empty(String path, TextRule rule) {
    return new BoundedText(path, rule).fault(Fault.TEXT_EMPTY);
  }

  /** All of a text that is known already. */
  static String of(String path, TextRule rule, String text) {
    var bounded = new BoundedText(path, rule);
    text.codePoints().forEach(bounded::append);
    return bounded.end();
  }

  /**
   * Appends a code point, or one half of a surrogate pair.
   *
   * @throws MalformedUploadException if it may not stand there
   */
  void append(int character) {
    boolean low = isLowSurrogate(character);
    if (character == 0 || low != awaitsLowSurrogate) {
      throw fault(Fault.UNSUPPORTED_TEXT);
    }
    if (!low && ++codePoints > rule.longest()) {
      throw fault(rule.whenTooLong());
    }
    awaitsLowSurrogate = isHighSurrogate(character);
    text.appendCodePoint(character);
  }

  /**
   * Ends the text and returns it.
   *
   * @throws MalformedUploadException if it is not a whole one
   */
  String end() {
    if (awaitsLowSurrogate) {
      throw fault(Fault.UNSUPPORTED_TEXT);
    }
    if (codePoints < rule.shortest()) {
      throw fault(Fault.TEXT_EMPTY);
    }
    return text.toString();
  }

  private MalformedUploadException fault(Fault fault) {
    return new MalformedUploadException(fault, path, path + sentenceEnd(fault));
  }

  private String sentenceEnd(Fault fault) {
    return switch (fault) {
      case TEXT_EMPTY -> " must not be empty.";
      case UNSUPPORTED_TEXT -> " must not hold U+0000 or half of a surrogate pair.";
      default -> " must have at most " + rule.longest() + " characters.";
    };
  }

  private static boolean isHighSurrogate(int character) {
    return character >= Character.MIN_HIGH_SURROGATE && character <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLowSurrogate(int character) {
    return character >= Character.MIN_LOW_SURROGATE && character <= Character.MAX_LOW_SURROGATE;
  }
}
