package dev.satchel.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a multipart body at its delimiters (RFC 2046 section 5.1.1): a line end, two hyphens and
 * the boundary.
 *
 * <p>Looks at one byte in as many as the delimiter has, as long as those are not of the delimiter
 * (Horspool's search). Where a chunk ends with what may be the beginning of a delimiter, only its
 * length is kept: if it turns out to be content, its bytes are those of the delimiter. As CR stands
 * at the front of a delimiter and nowhere else in it, no second one can begin within the first.
 */
final class DelimiterScanner {
  enum Found {
    /** There is {@link #content()}. */
    CONTENT,
    DELIMITER,
    NEEDS_INPUT,
    /** The body has ended without another delimiter. */
    END
  }

  private static final String LINE_END = "\r\n";

  private final BodyInput input;
  private final byte[] delimiter;
  private final int[] skips = new int[256];
  private int matched;
  private ByteBuffer content = ByteBuffer.allocate(0);

  DelimiterScanner(BodyInput input, String boundary) {
    this.input = input;
    this.delimiter = (LINE_END + "--" + boundary).getBytes(StandardCharsets.US_ASCII);
    // A body may begin with a delimiter, as though a line had ended before it.
    this.matched = LINE_END.length();
    Arrays.fill(skips, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      skips[delimiter[i]] = delimiter.length - 1 - i;
    }
  }

  /** Reads on, up to a delimiter or to the end of the chunk. */
  Found next() {
    int length = matched > 0 ? 0 : beforeDelimiter(input.chunk());
    if (length == 0) {
      return match();
    }
    ByteBuffer chunk = input.chunk();
    content = chunk.slice(chunk.position(), length);
    chunk.position(chunk.position() + length);
    return Found.CONTENT;
  }

  /** What was found: a view of the chunk, or of the delimiter's own bytes; never nothing. */
  ByteBuffer content() {
    return content;
  }

  private Found match() {
    while (matched < delimiter.length) {
      int b = input.peek();
      if (b < 0) {
        return b == BodyInput.NEEDS_INPUT ? Found.NEEDS_INPUT : Found.END;
      }
      if (b != delimiter[matched]) {
        return mismatch();
      }
      input.advance();
      matched++;
    }
    matched = 0;
    return Found.DELIMITER;
  }

  private Found mismatch() {
    content = ByteBuffer.wrap(delimiter, 0, matched);
    matched = 0;
    return Found.CONTENT;
  }

  /** Bytes before the first place where a delimiter begins, or may begin. */
  private int beforeDelimiter(ByteBuffer chunk) {
    int last = delimiter.length - 1;
    int at = chunk.position();
    while (at + last < chunk.limit()) {
      byte b = chunk.get(at + last);
      if (b == delimiter[last] && matches(chunk, at, delimiter.length)) {
        return at - chunk.position();
      }
      at += skips[b & 0xFF];
    }
    while (at < chunk.limit() && !matches(chunk, at, chunk.limit() - at)) {
      at++;
    }
    return Math.min(at, chunk.limit()) - chunk.position();
  }

  private boolean matches(ByteBuffer chunk, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (chunk.get(at + i) != delimiter[i]) {
        return false;
      }
    }
    return true;
  }
}
