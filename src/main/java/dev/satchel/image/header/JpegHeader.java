package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;

/** JPEG (ITU-T T.81 annex B): walks the marker segments up to the first scan. */
public final class JpegHeader implements HeaderReader {

  private static final int SOF0 = 0xC0;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int RST0 = 0xD0;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;

  /** The marker of a segment that may hold EXIF. */
  public static final int APP1 = 0xE1;

  private static final int APP2 = 0xE2;
  private static final int TEM = 0x01;

  /** What the body of a segment with EXIF begins with, and behind it one byte more, mostly zero. */
  public static final String EXIF = "Exif\0";

  private static final int EXIF_PREFIX = 6;

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    long at = afterNextMarker(bytes, 0);
    for (int marker = bytes.u8(at - 1); !endsHeader(marker); marker = bytes.u8(at - 1)) {
      if (!standsAlone(marker)) {
        segment(marker, bytes.slice(at + 2, bytes.u16(at) - 2L), findings);
        at += bytes.u16(at);
      }
      at = afterNextMarker(bytes, at);
    }
  }

  private static void segment(int marker, ImageBytes body, HeaderFindings findings) {
    if (marker == APP1 && body.matches(0, EXIF)) {
      findings.exif(ExifTags.read(body.slice(EXIF_PREFIX, body.size())));
    } else if (marker == APP2 && body.matches(0, JpegProfile.MARK)) {
      findings.jpegProfile(body);
    } else if (startsFrame(marker)) {
      findings.jpegFrame(new JpegFrame(marker & 0xF, body.u8(5)));
      findings.size(body.u16(3), body.u16(1));
    }
  }

  /** Skips fill bytes and, as decoders do, garbage before a marker. */
  private static long afterNextMarker(ImageBytes bytes, long at) {
    while (bytes.u8(at) != 0xFF) {
      at++;
    }
    while (bytes.u8(at) == 0xFF) {
      at++;
    }
    return at + 1;
  }

  /** Whether the marker's segment is a frame header, which gives the size. */
  public static boolean startsFrame(int marker) {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  /** Whether no segment follows the marker. */
  public static boolean standsAlone(int marker) {
    return marker == 0 || marker == TEM || (marker >= RST0 && marker <= SOI);
  }

  /** Whether what follows the marker is no header any more. */
  public static boolean endsHeader(int marker) {
    return marker == SOS || marker == EOI;
  }
}
