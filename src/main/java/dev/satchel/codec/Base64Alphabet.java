package dev.satchel.codec;

/** Which characters mean something in base64 (RFC 4648 section 4). */
final class Base64Alphabet {
  private static final boolean[] MEMBERS = new boolean[256];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        .chars()
        .forEach(member -> MEMBERS[member] = true);
  }

  private Base64Alphabet() {}

  /** Whether the character stands for six bits. */
  static boolean contains(int character) {
    return character < MEMBERS.length && MEMBERS[character];
  }

  /** Whether the character may stand anywhere and means nothing: line ends of MIME, and blanks. */
  static boolean ignores(int character) {
    return character == '\r' || character == '\n' || character == ' ' || character == '\t';
  }

  /** How many of these characters, from the first one on, are members without a gap. */
  static int run(byte[] characters, int from, int length) {
    int i = 0;
    while (i < length && MEMBERS[characters[from + i] & 0xFF]) {
      i++;
    }
    return i;
  }
}
