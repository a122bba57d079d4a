package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import org.jspecify.annotations.Nullable;

/**
 * A sequence parameter set of HEVC (ITU-T H.265, 7.3.2.2), as far as the size of its pictures.
 *
 * @param coded the size at which they are decoded; null where it is not plausible
 * @param shown that within the conformance window; null where it is not plausible
 */
record HevcSequence(@Nullable Extent coded, @Nullable Extent shown) {

  /** Bytes that tell what a unit is. */
  static final int NAL_HEADER = 2;

  private static final int TYPE = 33;
  private static final int GENERAL_PROFILE_BITS = 88;
  private static final int LEVEL_BITS = 8;
  private static final int MOST_SUB_LAYERS = 8;
  private static final int FULL_CHROMA = 3; // 4:4:4

  /** Whether a NAL unit is one of the base layer. */
  static boolean in(ImageBytes unit) {
    int header = unit.u16(0);
    return (header >> 9 & 0x3F) == TYPE && (header >> 3 & 0x3F) == 0;
  }

  /** What a NAL unit of that type says. */
  static HevcSequence of(ImageBytes unit) {
    var bits = new BitReader(unit.slice(NAL_HEADER, unit.size()), /* escaped= */ true);
    bits.skip(4); // of the video parameter set
    skipProfile(bits);
    bits.exponential(); // id
    int chroma = (int) bits.exponential();
    if (chroma == FULL_CHROMA) {
      bits.skip(1);
    }
    long width = bits.exponential();
    long height = bits.exponential();
    Window window = bits.flag() ? Window.read(bits, chroma) : new Window(0, 0);
    return new HevcSequence(
        Extent.of(width, height), Extent.of(width - window.columns, height - window.rows));
  }

  /** What the window leaves out, in pixels. */
  private record Window(long columns, long rows) {

    static Window read(BitReader bits, int chroma) {
      int acrossUnit = chroma == 1 || chroma == 2 ? 2 : 1;
      int downUnit = chroma == 1 ? 2 : 1;
      long columns = bits.exponential() + bits.exponential();
      long rows = bits.exponential() + bits.exponential();
      return new Window(columns * acrossUnit, rows * downUnit);
    }
  }

  /** Profile, tier and level (7.3.3), with those of the sub-layers. */
  private static void skipProfile(BitReader bits) {
    int layers = (int) bits.number(3); // beside the first
    bits.skip(1 + GENERAL_PROFILE_BITS + LEVEL_BITS);
    int ofLayers = 0;
    for (int layer = 0; layer < layers; layer++) {
      ofLayers += bits.flag() ? GENERAL_PROFILE_BITS : 0;
      ofLayers += bits.flag() ? LEVEL_BITS : 0;
    }
    bits.skip(layers == 0 ? 0 : 2 * (MOST_SUB_LAYERS - layers));
    bits.skip(ofLayers);
  }
}
