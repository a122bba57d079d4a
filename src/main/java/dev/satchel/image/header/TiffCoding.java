package dev.satchel.image.header;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a TIFF keeps its pixels (TIFF 6.0, sections 3, 8, 16, 18 and 23).
 *
 * @param compression by number
 * @param colours what the samples are where they are to be converted, if they can be had; else null
 * @param alpha whether these colours are followed by how opaque the pixel is, which is not
 *     multiplied into them
 * @param photometricAt where in the file stands what {@code colours} tells, in two bytes
 */
public record TiffCoding(
    long compression, @Nullable Colours colours, boolean alpha, long photometricAt) {

  private static final int PHOTOMETRIC = 0x0106;
  private static final int SAMPLES_PER_PIXEL = 0x0115;
  private static final int INK_SET = 0x014C;
  private static final int EXTRA_SAMPLES = 0x0152;

  private static final long OLD_JPEG = 6;
  private static final int CMYK = 1;
  private static final int UNASSOCIATED_ALPHA = 2;

  /** None, CCITT, LZW, Deflate and PackBits: what the platform's reader decodes to raw samples. */
  private static final Set<Long> RAW = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32773L, 32946L);

  /** Colours that have to be converted. */
  public enum Colours {
    /** Cyan, magenta, yellow and black ink. */
    INKS,
    /** CIE L*a*b*, with signed a* and b*. */
    LAB,
    /** The same as profiles encode it (ICC.1, 6.3.4.2). */
    ICC_LAB
  }

  static TiffCoding of(TiffDirectory directory) {
    return new TiffCoding(
        directory.number(TiffDirectory.COMPRESSION, 1),
        colours(directory),
        directory.number(EXTRA_SAMPLES, 0) == UNASSOCIATED_ALPHA,
        directory.entry(PHOTOMETRIC).map(TiffEntry::at).orElse(0L));
  }

  private static @Nullable Colours colours(TiffDirectory directory) {
    if (!RAW.contains(directory.number(TiffDirectory.COMPRESSION, 1))) {
      return null;
    }
    long samples = directory.number(SAMPLES_PER_PIXEL, 1);
    boolean lone = directory.entry(PHOTOMETRIC).filter(TiffEntry::isShort).isPresent();
    return switch (lone ? (int) directory.number(PHOTOMETRIC, 0) : 0) {
      case 5 -> samples >= 4 && directory.number(INK_SET, CMYK) == CMYK ? Colours.INKS : null;
      case 8 -> samples >= 3 ? Colours.LAB : null;
      case 9 -> samples >= 3 ? Colours.ICC_LAB : null;
      default -> null;
    };
  }

  /**
   * Whether it is JPEG as TIFF 6.0 had it, before Technical Note 2 began anew, or has colours that
   * we convert ourselves: libvips has no thumbnail of the one, and the wrong colours for the other.
   */
  public boolean forJava() {
    return oldJpeg() || colours != null;
  }

  boolean oldJpeg() {
    return compression == OLD_JPEG;
  }
}
