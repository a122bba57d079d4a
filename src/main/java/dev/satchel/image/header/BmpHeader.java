package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.Set;

/** Windows and OS/2 bitmaps. A negative height means rows from top to bottom. */
final class BmpHeader implements HeaderReader {

  private static final int OS2_CORE = 12;
  private static final Set<Long> INFO_HEADERS = Set.of(16L, 40L, 52L, 56L, 64L, 108L, 124L);

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    long headerSize = bytes.u32le(14);
    if (headerSize == OS2_CORE && bytes.u16le(22) == 1) {
      findings.size(bytes.u16le(18), bytes.u16le(20));
    } else if (INFO_HEADERS.contains(headerSize) && bytes.u16le(26) == 1) {
      findings.size(signed(bytes, 18), Math.abs(signed(bytes, 22)));
    }
  }

  private static long signed(ImageBytes bytes, long at) {
    return bytes.u32le(at) << 32 >> 32;
  }
}
