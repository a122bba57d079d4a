package dev.satchel.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Whether the head of a request over HTTP/1 is written as RFC 9112 says, where a decoder is lenient
 * (sections 2.2, 3, 5 and 5.2): every line ends with CR LF; the parts of the request line are
 * divided by one space; a header's name is a token right before its colon; no line continues the
 * one before; and no text has controls. Reads bytes that a decoder has taken, line by line.
 */
final class HeadSyntax {

  /** Before the request line; RFC 9112 section 2.2 wants one to be tolerated. */
  private static final int EMPTY_LINES = 2;

  private static final BitSet TOKEN = characters("!#$%&'*+-.^_`|~", '0', '9', 'A', 'Z', 'a', 'z');
  private static final BitSet VISIBLE = characters("", '!', '~', 0x80, 0xff);
  private static final BitSet TEXT = characters("\t", ' ', '~', 0x80, 0xff);

  private boolean begun;
  private boolean valid = true;
  private int emptyLines;

  /** Whether CR was taken without the LF of an empty line before the request line. */
  private boolean halfEnded;

  /** Whether all lines so far were as they should be. */
  boolean isValid() {
    return valid;
  }

  /** The next head begins. */
  void reset() {
    begun = false;
    valid = true;
    emptyLines = 0;
    halfEnded = false;
  }

  /** Reads whole lines, the end of the last one included. */
  void read(ByteBuf bytes, int from, int to) {
    for (int start = from; start < to && valid; ) {
      int end = bytes.indexOf(start, to, (byte) '\n');
      if (end < 0) {
        halfEnded = !begun && to - start == 1 && bytes.getByte(start) == '\r';
        valid = halfEnded;
        return;
      }
      valid =
          end == start
              ? halfEnded && isLine(bytes, end, end)
              : bytes.getByte(end - 1) == '\r' && isLine(bytes, start, end - 1);
      start = end + 1;
    }
  }

  private boolean isLine(ByteBuf bytes, int start, int end) {
    if (start == end) {
      return begun || ++emptyLines <= EMPTY_LINES;
    }
    if (begun) {
      return isHeader(bytes, start, end);
    }
    begun = true;
    return isRequestLine(bytes, start, end);
  }

  private static boolean isRequestLine(ByteBuf bytes, int start, int end) {
    int method = past(TOKEN, bytes, start, end);
    int target = past(VISIBLE, bytes, method + 1, end);
    if (method == start || target == method + 1 || target >= end) {
      return false;
    }
    String version = bytes.toString(target, end - target, StandardCharsets.ISO_8859_1);
    return bytes.getByte(method) == ' '
        && (version.equals(" HTTP/1.1") || version.equals(" HTTP/1.0"));
  }

  private static boolean isHeader(ByteBuf bytes, int start, int end) {
    int name = past(TOKEN, bytes, start, end);
    return name > start
        && name < end
        && bytes.getByte(name) == ':'
        && past(TEXT, bytes, name + 1, end) == end;
  }

  /** The index of the first byte that is none of these, or {@code end}. */
  private static int past(BitSet these, ByteBuf bytes, int start, int end) {
    int index = start;
    while (index < end && these.get(bytes.getUnsignedByte(index))) {
      index++;
    }
    return index;
  }

  /** Those of {@code single}, and from each of {@code ranges} to the one behind it. */
  private static BitSet characters(String single, int... ranges) {
    var characters = new BitSet(256);
    single.chars().forEach(characters::set);
    for (int i = 0; i < ranges.length; i += 2) {
      characters.set(ranges[i], ranges[i + 1] + 1);
    }
    return characters;
  }
}
