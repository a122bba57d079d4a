package dev.satchel.codec;

import java.util.function.IntPredicate;

/**
 * Reads the parameters of a header field, one by one (RFC 9110 section 5.6.6), as clients write
 * them in forms: in a quoted string, {@code %22}, {@code %0D} and {@code %0A} stand for a quotation
 * mark and line ends (the HTML standard, multipart form data), and a backslash that is not followed
 * by a quotation mark or a backslash stands for itself.
 */
final class ParameterReader {
  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;
  private String name = "";
  private String value = "";
  private boolean wellFormed = true;

  /**
   * Begins behind the field's own value.
   *
   * @param at where the first semicolon is expected
   */
  ParameterReader(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** Reads on; returns whether there was another parameter. */
  boolean next() {
    boolean separated = skipSeparators();
    if (at == text.length()) {
      return false;
    }
    wellFormed = separated && readName() && take('=') && readValue();
    return wellFormed;
  }

  /** There may be nothing between two of them, or behind the last. */
  private boolean skipSeparators() {
    return !run(c -> c == ';' || c == ' ' || c == '\t').isBlank();
  }

  /** Whether all that was read is made of parameters. */
  boolean isWellFormed() {
    return wellFormed;
  }

  String name() {
    return name;
  }

  String value() {
    return value;
  }

  private boolean readName() {
    skipSpace();
    name = run(ParameterReader::isToken);
    skipSpace();
    return !name.isEmpty();
  }

  private boolean readValue() {
    skipSpace();
    if (take('"')) {
      return readQuoted();
    }
    value = run(c -> c != ';' && c != '"' && c > ' ');
    return true;
  }

  private boolean readQuoted() {
    var content = new StringBuilder();
    while (at < text.length()) {
      if (take('"')) {
        value = content.toString();
        return true;
      }
      content.append(character());
    }
    return false;
  }

  private char character() {
    if (takeAll("%22") || takeAll("\\\"")) {
      return '"';
    }
    if (takeAll("%0D")) {
      return '\r';
    }
    if (takeAll("%0A")) {
      return '\n';
    }
    if (takeAll("\\\\")) {
      return '\\';
    }
    return text.charAt(at++);
  }

  private void skipSpace() {
    run(c -> c == ' ' || c == '\t');
  }

  private boolean take(char expected) {
    return takeAll(String.valueOf(expected));
  }

  private boolean takeAll(String expected) {
    boolean found = text.startsWith(expected, at);
    at += found ? expected.length() : 0;
    return found;
  }

  private String run(IntPredicate wanted) {
    int start = at;
    while (at < text.length() && wanted.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isToken(int c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0);
  }
}
