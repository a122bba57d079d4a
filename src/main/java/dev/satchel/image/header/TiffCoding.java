package dev.satchel.image.header;

/**
 * How a TIFF keeps its pixels (TIFF 6.0, sections 3 and 8).
 *
 * @param compression by number
 */
public record TiffCoding(long compression) {

  private static final long OLD_JPEG = 6;

  /** Whether it is JPEG as TIFF 6.0 had it, before Technical Note 2 began anew. */
  public boolean oldJpeg() {
    return compression == OLD_JPEG;
  }
}
