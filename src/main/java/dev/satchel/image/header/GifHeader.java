package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;

/**
 * GIF (version 89a): the logical screen is the picture's size, the first image descriptor gives the
 * place of the first frame on it.
 */
final class GifHeader implements HeaderReader {

  private static final int HEADER_AND_SCREEN = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    findings.size(bytes.u16le(6), bytes.u16le(8));
    long at = HEADER_AND_SCREEN + (long) colours(bytes.u8(10));
    while (bytes.u8(at) == EXTENSION) {
      at = afterSubBlocks(bytes, at + 2);
    }
    if (bytes.u8(at) == IMAGE) {
      findings.firstFrame(
          bytes.u16le(at + 1), bytes.u16le(at + 3), bytes.u16le(at + 5), bytes.u16le(at + 7));
    }
  }

  /** Bytes of the global colour table that the screen's flags announce. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterSubBlocks(ImageBytes bytes, long at) {
    while (bytes.u8(at) != 0) {
      at += bytes.u8(at) + 1;
    }
    return at + 1;
  }
}
