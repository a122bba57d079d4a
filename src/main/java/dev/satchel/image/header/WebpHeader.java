package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;

/** WebP (RFC 9649): the first chunk gives the size, EXIF and animation frames come later. */
final class WebpHeader implements HeaderReader {

  private static final int RIFF_HEADER = 12;
  private static final int SIZE = 4;
  private static final int SIZE_BEHIND = 8;
  private static final int CHUNK_HEADER = 8;
  private static final int HAS_EXIF = 8;
  private static final String EXIF_CHUNK = "EXIF";
  private static final String EXIF = "Exif\0\0";

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    findings.length(SIZE_BEHIND + bytes.u32le(SIZE), bytes.size());
    if (!announcesExif(bytes)) {
      findings.orientationIsKnown();
    }
    try {
      walk(bytes, findings);
    } catch (MissingBytes gap) {
      behindGap(bytes, findings);
    }
  }

  /** By the flags of an extended file; else browsers and libraries do not look for it. */
  private static boolean announcesExif(ImageBytes bytes) {
    return bytes.matches(RIFF_HEADER, "VP8X")
        && (bytes.u8(RIFF_HEADER + CHUNK_HEADER) & HAS_EXIF) != 0;
  }

  private static void walk(ImageBytes bytes, HeaderFindings findings) {
    for (long at = RIFF_HEADER; at < bytes.size(); at = next(bytes, at)) {
      chunk(bytes.ascii(at, 4), bytes.slice(at + CHUNK_HEADER, bytes.u32le(at + 4)), findings);
    }
  }

  private static long next(ImageBytes bytes, long at) {
    long length = bytes.u32le(at + 4);
    return at + CHUNK_HEADER + length + (length & 1);
  }

  /**
   * An animation has chunks that are not known; from the EXIF behind them, others lead to the end.
   */
  private static void behindGap(ImageBytes bytes, HeaderFindings findings) {
    for (long at = Math.max(RIFF_HEADER, bytes.knownEnd());
        at + CHUNK_HEADER <= bytes.size();
        at++) {
      if (bytes.matches(at, EXIF_CHUNK) && leadsToEnd(bytes, at)) {
        chunk(EXIF_CHUNK, bytes.slice(at + CHUNK_HEADER, bytes.u32le(at + 4)), findings);
        return;
      }
    }
  }

  private static boolean leadsToEnd(ImageBytes bytes, long from) {
    long at = from;
    while (bytes.has(at, CHUNK_HEADER)) {
      at = next(bytes, at);
    }
    return at == bytes.size();
  }

  private static void chunk(String type, ImageBytes body, HeaderFindings findings) {
    switch (type) {
      case "VP8X" -> findings.size(body.u24le(4) + 1L, body.u24le(7) + 1L);
      case "VP8 ", "VP8L" -> findings.size(WebpBitstream.size(type, body));
      case "ANMF" ->
          findings.firstFrame(
              body.u24le(0) * 2, body.u24le(3) * 2, body.u24le(6) + 1, body.u24le(9) + 1);
      case "ICCP" -> findings.profile(new WebpProfile(body));
      case EXIF_CHUNK -> findings.exif(ExifTags.read(behindPrefix(body)));
      default -> {}
    }
  }

  /** Some writers keep the prefix that EXIF has in a JPEG. */
  private static ImageBytes behindPrefix(ImageBytes body) {
    return body.matches(0, EXIF) ? body.slice(EXIF.length(), body.size()) : body;
  }
}
