package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/**
 * The bytes behind the header of a TIFF, in its byte order. In a BigTIFF (libtiff, "BigTIFF
 * Design") counts and offsets have 8 bytes, else 4.
 */
record TiffBytes(ImageBytes bytes, boolean littleEndian, boolean big) {

  private static final int BIG_MAGIC = 43;
  private static final int HEADER = 8;
  private static final int BIG_HEADER = 16;

  /**
   * What starts with such a header.
   *
   * @throws MissingBytes where it does not
   */
  static TiffBytes of(ImageBytes bytes) {
    boolean littleEndian = bytes.matches(0, "II");
    if (!littleEndian && !bytes.matches(0, "MM")) {
      throw new MissingBytes();
    }
    var tiff = new TiffBytes(bytes, littleEndian, false);
    return tiff.u16(2) == BIG_MAGIC ? tiff.asBig() : tiff;
  }

  private TiffBytes asBig() {
    if (u16(4) != Long.BYTES || u16(6) != 0) {
      throw new MissingBytes();
    }
    return new TiffBytes(bytes, littleEndian, true);
  }

  /** Where the first directory begins, which is not in the header. */
  long firstDirectory() {
    int header = big ? BIG_HEADER : HEADER;
    long at = offset(header - offsetBytes());
    if (at < header) {
      throw new MissingBytes();
    }
    return at;
  }

  /** How long an offset is. */
  int offsetBytes() {
    return big ? Long.BYTES : Integer.BYTES;
  }

  /** An offset or a count. */
  long offset(long at) {
    return big ? u64(at) : u32(at);
  }

  int u8(long at) {
    return bytes.u8(at);
  }

  int u16(long at) {
    return littleEndian ? bytes.u16le(at) : bytes.u16(at);
  }

  long u32(long at) {
    return littleEndian ? bytes.u32le(at) : bytes.u32(at);
  }

  /** Numbers that Java has none for are taken for the largest that it has. */
  long u64(long at) {
    long high = u32(littleEndian ? at + Integer.BYTES : at);
    long low = u32(littleEndian ? at : at + Integer.BYTES);
    long number = high << Integer.SIZE | low;
    return number < 0 ? Long.MAX_VALUE : number;
  }
}
