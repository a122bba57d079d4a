package dev.satchel.image;

import java.nio.charset.StandardCharsets;

/**
 * The known bytes of a file: its beginning and, where kept, its end or others. TIFF directories and
 * the EXIF of a WebP usually stand at the end, so a probe that sees the last 64 KiB as well
 * measures files of any size.
 *
 * <p>Offsets count from the start of the file. Reading an unknown byte throws {@link MissingBytes},
 * which leaves none of our calls. The arrays are not copied and must not change while in use; an
 * instance is otherwise immutable and free to share.
 */
public final class ImageBytes {

  private final byte[] head;
  private final byte[] later;
  private final long laterAt;
  private final long start;
  private final long end;

  private ImageBytes(byte[] head, byte[] later, long laterAt, long start, long end) {
    this.head = head;
    this.later = later;
    this.laterAt = laterAt;
    this.start = start;
    this.end = end;
  }

  /** A whole file, or the first bytes of one of which nothing else is known. */
  public static ImageBytes of(byte[] bytes) {
    return new ImageBytes(bytes, new byte[0], bytes.length, 0, bytes.length);
  }

  /**
   * The two ends of a file. They may overlap or meet.
   *
   * @param head the first bytes
   * @param tail the last bytes
   * @param fileSize bytes of the whole file, at least as long as either end
   * @throws IllegalArgumentException where an end is longer than the file
   */
  public static ImageBytes ends(byte[] head, byte[] tail, long fileSize) {
    if (fileSize < Math.max(head.length, tail.length)) {
      throw new IllegalArgumentException(
          "A file of " + fileSize + " bytes is shorter than its end");
    }
    return new ImageBytes(head, tail, fileSize - tail.length, 0, fileSize);
  }

  /**
   * The first bytes of a file and some that come later, behind which it may go on.
   *
   * @param at where those stand, at least 0
   */
  public static ImageBytes of(byte[] head, byte[] later, long at) {
    return new ImageBytes(head, later, at, 0, at + later.length);
  }

  /** Where this range starts in the file. */
  public long start() {
    return start;
  }

  /** Bytes of this range, known or not. */
  public long size() {
    return end - start;
  }

  /**
   * From where on the kept end of the file is known; the size of this range where none was kept.
   */
  public long knownEnd() {
    return Math.clamp(laterAt - start, 0, size());
  }

  /** Whether all {@code count} bytes at {@code at} are known. */
  public boolean has(long at, long count) {
    if (at < 0 || count < 0 || at > size() - count) {
      return false;
    }
    long from = start + at;
    return from + count <= head.length || from >= laterAt || head.length >= laterAt;
  }

  /** The part from {@code at} on, {@code length} bytes long or less where the range ends before. */
  public ImageBytes slice(long at, long length) {
    if (at < 0 || at > size() || length < 0) {
      throw new MissingBytes();
    }
    return new ImageBytes(
        head, later, laterAt, start + at, start + at + Math.min(length, size() - at));
  }

  /** A copy of {@code count} bytes. The caller bounds the count. */
  public byte[] copy(long at, int count) {
    require(at, count);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = known(at + i);
    }
    return bytes;
  }

  /** Whether these characters, a byte each, are known to stand at {@code at}. */
  public boolean matches(long at, String ascii) {
    if (!has(at, ascii.length())) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (u8(at + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The {@code count} bytes at {@code at}, a character each. The caller bounds the count. */
  public String ascii(long at, int count) {
    return new String(copy(at, count), StandardCharsets.ISO_8859_1);
  }

  /** Unsigned, as are all numbers here. */
  public int u8(long at) {
    require(at, 1);
    return known(at) & 0xFF;
  }

  /** Big-endian. */
  public int u16(long at) {
    return u8(at) << 8 | u8(at + 1);
  }

  /** Big-endian. */
  public long u32(long at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  /** Little-endian. */
  public int u16le(long at) {
    return u8(at) | u8(at + 1) << 8;
  }

  /** Little-endian. */
  public int u24le(long at) {
    return u16le(at) | u8(at + 2) << 16;
  }

  /** Little-endian. */
  public long u32le(long at) {
    return u16le(at) | (long) u16le(at + 2) << 16;
  }

  private void require(long at, long count) {
    if (!has(at, count)) {
      throw new MissingBytes();
    }
  }

  private byte known(long at) {
    long position = start + at;
    return position < head.length ? head[(int) position] : later[(int) (position - laterAt)];
  }
}
