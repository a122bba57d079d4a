package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;

/** WebP (RFC 9649): the first chunk gives the size, EXIF and animation frames come later. */
final class WebpHeader implements HeaderReader {

  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final String EXIF = "Exif\0\0";

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    long at = RIFF_HEADER;
    while (at < bytes.size()) {
      long length = bytes.u32le(at + 4);
      chunk(bytes.ascii(at, 4), bytes.slice(at + CHUNK_HEADER, length), findings);
      at += CHUNK_HEADER + length + (length & 1);
    }
  }

  private static void chunk(String type, ImageBytes body, HeaderFindings findings) {
    switch (type) {
      case "VP8X" -> findings.size(body.u24le(4) + 1L, body.u24le(7) + 1L);
      case "VP8 ", "VP8L" -> findings.size(WebpBitstream.size(type, body));
      case "ANMF" ->
          findings.firstFrame(
              body.u24le(0) * 2, body.u24le(3) * 2, body.u24le(6) + 1, body.u24le(9) + 1);
      case "ICCP" -> findings.profile(new WebpProfile(body));
      case "EXIF" -> findings.exif(ExifTags.read(behindPrefix(body)));
      default -> {}
    }
  }

  /** Some writers keep the prefix that EXIF has in a JPEG. */
  private static ImageBytes behindPrefix(ImageBytes body) {
    return body.matches(0, EXIF) ? body.slice(EXIF.length(), body.size()) : body;
  }
}
