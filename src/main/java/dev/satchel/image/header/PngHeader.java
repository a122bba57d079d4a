package dev.satchel.image.header;

import dev.satchel.image.Extent;
import dev.satchel.image.ImageBytes;
import java.util.zip.CRC32;

/**
 * PNG (W3C, third edition): walks the chunks for IHDR, eXIf and iCCP. An eXIf behind the pixels
 * tells of the photo, but does not turn it, as in browsers: they show a picture before they come to
 * that.
 */
final class PngHeader implements HeaderReader {

  private static final int SIGNATURE = 8;
  private static final int AROUND_BODY = 12; // length, type and checksum

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    if (!bytes.matches(SIGNATURE + 4, "IHDR")) {
      return;
    }
    for (long at = SIGNATURE; !bytes.matches(at + 4, "IEND"); at += bytes.u32(at) + AROUND_BODY) {
      chunk(bytes, at, findings);
    }
  }

  private static void chunk(ImageBytes bytes, long at, HeaderFindings findings) {
    ImageBytes body = bytes.slice(at + 8, bytes.u32(at));
    switch (bytes.ascii(at + 4, 4)) {
      case "IHDR" -> imageHeader(body, findings);
      case "IDAT" -> findings.orientationIsKnown();
      case "eXIf" -> {
        if (sound(bytes, at)) {
          findings.exif(ExifTags.read(body));
        }
      }
      case "iCCP" -> findings.profile(new PngProfile(afterName(body)));
      default -> {}
    }
  }

  private static boolean sound(ImageBytes bytes, long at) {
    long length = bytes.u32(at);
    if (!bytes.has(at, length + AROUND_BODY)) {
      return false;
    }
    var checksum = new CRC32();
    checksum.update(bytes.copy(at + 4, (int) length + 4));
    return checksum.getValue() == bytes.u32(at + 8 + length);
  }

  private static void imageHeader(ImageBytes body, HeaderFindings findings) {
    Extent size = Extent.of(body.u32(0), body.u32(4));
    findings.size(size);
    if (body.u8(12) != 0) { // interlaced, so every row changes until the end
      findings.piece(size, bands(body.u8(9)), Math.max(8, body.u8(8)));
    }
  }

  /** Of the colour type, where a palette is replaced by its colours. */
  private static int bands(int colourType) {
    return switch (colourType) {
      case 0 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      default -> 4;
    };
  }

  /** Behind the profile's name (79 characters at most), its zero and the compression method. */
  private static ImageBytes afterName(ImageBytes body) {
    int end = 0;
    while (body.u8(end) != 0) {
      end++;
    }
    return body.slice(end + 2L, body.size());
  }
}
