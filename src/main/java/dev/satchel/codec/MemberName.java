package dev.satchel.codec;

/** The name of a member, kept as far as it may be a known one. */
final class MemberName {
  /** No known name is as long as this. */
  private static final int KEPT = 32;

  private final StringBuilder start = new StringBuilder(KEPT);

  /** Begins to read another name. */
  void clear() {
    start.setLength(0);
  }

  /** Reads on; returns whether the name is complete, false while input is needed. */
  boolean read(JsonString string) {
    int character = string.next();
    while (character >= 0) {
      if (start.length() < KEPT) {
        start.appendCodePoint(character);
      }
      character = string.next();
    }
    return character == JsonString.END;
  }

  /** The name; of one that is too long to be known, the beginning. */
  @Override
  public String toString() {
    return start.toString();
  }
}
