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
      findings.piece(
          pixelsOfAPiece(tags),
          Math.max(1, tags.number(ExifTags.SAMPLES_PER_PIXEL)),
          Math.max(Byte.SIZE, tags.number(ExifTags.BITS_PER_SAMPLE)));
    }
  }

  /** Of a tile or strip; without either all is one strip. */
  private static long pixelsOfAPiece(ExifTags tags) {
    long tile = tags.number(ExifTags.TILE_WIDTH) * tags.number(ExifTags.TILE_LENGTH);
    if (tile > 0) {
      return tile;
    }
    long height = tags.number(ExifTags.IMAGE_HEIGHT);
    long rows = tags.number(ExifTags.ROWS_PER_STRIP);
    return tags.number(ExifTags.IMAGE_WIDTH) * (rows == 0 ? height : Math.min(rows, height));
  }
}
