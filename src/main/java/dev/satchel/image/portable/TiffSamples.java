package dev.satchel.image.portable;

import dev.satchel.image.header.TiffCoding;

/**
 * Has the platform's reader of TIFF hand the samples over as they are: with alpha, or with more
 * than 8 bits, it converts L*a*b* to anything but the right colours.
 */
final class TiffSamples {

  private static final byte RGB = 2;

  private TiffSamples() {}

  /** The file with colours that are called red, green and blue; in either byte order. */
  static byte[] raw(byte[] source, TiffCoding coding) {
    byte[] renamed = source.clone();
    int at = Math.toIntExact(coding.photometricAt());
    int low = renamed[at] == 0 ? at + 1 : at;
    renamed[low] = RGB;
    return renamed;
  }
}
