package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/** Reads one format's header. */
interface HeaderReader {

  static HeaderReader of(ImageFormat format) {
    return switch (format) {
      case JPEG -> new JpegHeader();
      case PNG -> new PngHeader();
      case GIF -> new GifHeader();
      case WEBP -> new WebpHeader();
      case TIFF, BIG_TIFF -> new TiffHeader();
      case BMP -> new BmpHeader();
      case HEIF -> new HeifHeader();
    };
  }

  /**
   * Reports what the header says, each fact as soon as it is sound: facts found before a fault
   * stand.
   *
   * @throws RuntimeException of any kind ({@link MissingBytes} mostly) where the header breaks off
   */
  void read(ImageBytes bytes, HeaderFindings findings);
}
