package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * How an HEVC stream is decoded (ISO/IEC 14496-15, 8.3.2.1).
 *
 * @param body of the box {@code hvcC}
 */
record HevcConfiguration(ImageBytes body) {

  /** Bytes of the length before each unit of the stream: decoders take others for granted. */
  static final int LENGTH_BYTES = 4;

  private static final int FIXED = 22;
  private static final int MOST_UNITS = 1_000;

  /** Its parameter sets, a NAL unit each. */
  List<ImageBytes> units() {
    if ((body.u8(FIXED - 1) & 3) + 1 != LENGTH_BYTES) {
      throw CodedSizes.unsound();
    }
    var units = new ArrayList<ImageBytes>();
    long at = FIXED + 1;
    for (int arrays = body.u8(FIXED); arrays > 0; arrays--) {
      int count = body.u16(at + 1);
      at += 3;
      for (; count > 0 && units.size() < MOST_UNITS; count--) {
        units.add(body.slice(at + 2, body.u16(at)));
        at += 2 + body.u16(at);
      }
    }
    return units;
  }
}
