package dev.satchel.image.portable;

import dev.satchel.image.header.ClassicTiff;
import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.PictureHeader;
import dev.satchel.image.header.TiffCoding;

/** What the platform's reader of TIFF is given, so that it shows what there is. */
final class TiffSource {

  private static final byte RGB = 2;

  private TiffSource() {}

  /** The file in a form that it reads; the very array where that is so already. */
  static byte[] readable(PictureHeader header, byte[] source) {
    TiffCoding tiff = header.decoding().tiff();
    byte[] samples =
        tiff != null && tiff.colours() == TiffCoding.Colours.LAB ? raw(source, tiff) : source;
    return header.format() == ImageFormat.BIG_TIFF
        ? ClassicTiff.of(samples, missing(header, source))
        : samples;
  }

  /** What follows that in zeros. */
  static int zeros(PictureHeader header, byte[] source) {
    return header.format() == ImageFormat.TIFF ? missing(header, source) : 0;
  }

  /**
   * Bytes that are missing of a file that is cut off and has half of them: without as many zeros,
   * the part that is there would be refused.
   */
  private static int missing(PictureHeader header, byte[] source) {
    long missing = header.decoding().missing();
    return missing <= source.length ? (int) missing : 0;
  }

  /**
   * With colours that are called red, green and blue, in either byte order, so that samples are
   * handed over as they are: with alpha, or with more than 8 bits, the reader converts L*a*b* to
   * anything but the right colours.
   */
  private static byte[] raw(byte[] source, TiffCoding coding) {
    byte[] renamed = source.clone();
    int at = Math.toIntExact(coding.photometricAt());
    int low = renamed[at] == 0 ? at + 1 : at;
    renamed[low] = RGB;
    return renamed;
  }
}
