package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;

/**
 * TIFF 6.0, both byte orders: the first directory is the picture, unless it says that it is only a
 * reduced copy of one (as in raw photos).
 */
final class TiffHeader implements HeaderReader {

  private static final int REDUCED_COPY = 1;

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    ExifTags tags = ExifTags.read(bytes);
    findings.exif(tags);
    findings.sampleBits(tags.number(ExifTags.BITS_PER_SAMPLE));
    if ((tags.number(ExifTags.NEW_SUBFILE_TYPE) & REDUCED_COPY) == 0) {
      findings.size(tags.number(ExifTags.IMAGE_WIDTH), tags.number(ExifTags.IMAGE_HEIGHT));
    }
  }
}
