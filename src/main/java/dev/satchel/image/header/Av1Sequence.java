package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import org.jspecify.annotations.Nullable;

/** A sequence header of AV1 (bitstream specification, 5.5), as far as the size of its frames. */
final class Av1Sequence {

  private static final int TIME_BITS = 32;
  private static final int HIGHEST_LEVEL_WITHOUT_TIER = 7;

  private final BitReader bits;

  private Av1Sequence(BitReader bits) {
    this.bits = bits;
  }

  /**
   * The largest size of its frames; null where it is not plausible.
   *
   * @param header the payload of such an OBU
   */
  static @Nullable Extent size(ImageBytes header) {
    return new Av1Sequence(new BitReader(header, /* escaped= */ false)).size();
  }

  private @Nullable Extent size() {
    bits.skip(3 + 1); // profile, still picture
    if (bits.flag()) {
      bits.skip(5); // a reduced header has nothing but a level
    } else {
      skipOperatingPoints();
    }
    int widthBits = (int) bits.number(4) + 1;
    int heightBits = (int) bits.number(4) + 1;
    return Extent.of(bits.number(widthBits) + 1, bits.number(heightBits) + 1);
  }

  private void skipOperatingPoints() {
    int delayBits = bits.flag() ? delayBits() : 0;
    boolean delays = bits.flag();
    for (long points = bits.number(5) + 1; points > 0; points--) {
      bits.skip(12);
      if (bits.number(5) > HIGHEST_LEVEL_WITHOUT_TIER) {
        bits.skip(1);
      }
      if (delayBits > 0 && bits.flag()) {
        bits.skip(2 * delayBits + 1);
      }
      if (delays && bits.flag()) {
        bits.skip(4);
      }
    }
  }

  /** Skips the timing; the bits of a delay in the decoder's model, 0 where there is none. */
  private int delayBits() {
    bits.skip(2 * TIME_BITS);
    if (bits.flag()) {
      bits.exponential();
    }
    if (!bits.flag()) {
      return 0;
    }
    int delayBits = (int) bits.number(5) + 1;
    bits.skip(TIME_BITS + 5 + 5);
    return delayBits;
  }
}
