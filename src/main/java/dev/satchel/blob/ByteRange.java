package dev.satchel.blob;

import java.nio.ByteBuffer;

/**
 * A part of a blob.
 *
 * @param first position of its first byte
 * @param last position of its last byte, at least {@code first}
 */
public record ByteRange(long first, long last) {

  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("No range: " + first + " to " + last);
    }
  }

  /** Bytes in the range. */
  public long length() {
    return last - first + 1;
  }

  /** These of all bytes of a blob, not copied. */
  public ByteBuffer of(byte[] all) {
    return ByteBuffer.wrap(all, Math.toIntExact(first), Math.toIntExact(length()));
  }

  /** The range as a {@code Range} header (RFC 9110 section 14.2). */
  String header() {
    return "bytes=" + first + "-" + last;
  }
}
