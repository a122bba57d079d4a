package dev.satchel.codec;

import java.nio.charset.StandardCharsets;

/** Which characters mean something in base64 (RFC 4648 section 4). */
final class Base64Alphabet {
  private static final String CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final boolean[] MEMBERS = new boolean[256];

  static {
    CHARACTERS.chars().forEach(member -> MEMBERS[member] = true);
  }

  private Base64Alphabet() {}

  /** The characters in the order of what they stand for, 0 to 63. */
  static byte[] characters() {
    return CHARACTERS.getBytes(StandardCharsets.US_ASCII);
  }

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
