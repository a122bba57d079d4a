package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP that hold pixels. */
final class WebpBitstream {

  private static final int LOSSLESS_SIGNATURE = 0x2F;

  private WebpBitstream() {}

  /**
   * The size of the pixels in a chunk; null where it holds none, or the size is not plausible.
   *
   * @param type four characters
   * @param body what follows its length
   */
  static @Nullable Extent size(String type, ImageBytes body) {
    return switch (type) {
      case "VP8 " -> lossy(body);
      case "VP8L" -> lossless(body);
      default -> null;
    };
  }

  /** The header of a key frame (RFC 6386, section 9.1). */
  private static @Nullable Extent lossy(ImageBytes body) {
    return body.matches(3, "\u009D\u0001*")
        ? Extent.of(body.u16le(6) & 0x3FFF, body.u16le(8) & 0x3FFF)
        : null;
  }

  private static @Nullable Extent lossless(ImageBytes body) {
    if (body.u8(0) != LOSSLESS_SIGNATURE) {
      return null;
    }
    long bits = body.u32le(1);
    return Extent.of((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
  }
}
