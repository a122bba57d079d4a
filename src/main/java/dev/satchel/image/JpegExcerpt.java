package dev.satchel.image;

import dev.satchel.image.header.ImageFormat;
import dev.satchel.image.header.JpegHeader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Of a JPEG what {@link ImageProbe} measures: its EXIF and its frame. Phones put megabytes of depth
 * maps and extended XMP before the frame, which are skipped segment by segment.
 *
 * <p>Holds two segments, 64 KiB each, at the most. A fault ends it as it ends {@link JpegHeader}.
 */
public final class JpegExcerpt {

  private static final byte[] EXIF = JpegHeader.EXIF.getBytes(StandardCharsets.ISO_8859_1);
  private static final int SIZE_OF_LENGTH = 2;

  private final InputStream jpeg;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean hasExif;
  private boolean hasFrame;

  private JpegExcerpt(InputStream jpeg) {
    this.jpeg = jpeg;
  }

  /** Whether a file that begins with these bytes is a JPEG. */
  public static boolean isJpeg(byte[] first) {
    return ImageFormat.of(ImageBytes.of(first)).equals(Optional.of(ImageFormat.JPEG));
  }

  /**
   * Reads up to the first scan, or to the end.
   *
   * @param jpeg from its first byte on; skips cheaply
   */
  public static ImageBytes of(InputStream jpeg) throws IOException {
    var excerpt = new JpegExcerpt(jpeg);
    try {
      excerpt.read();
    } catch (EOFException cutShort) {
      // What was found before stands.
    }
    return ImageBytes.of(excerpt.kept.toByteArray());
  }

  /** Begins with the marker that every JPEG begins with; others that stand alone say nothing. */
  private void read() throws IOException {
    keep(nextMarker());
    int marker = nextMarker();
    while (!JpegHeader.endsHeader(marker)) {
      if (!JpegHeader.standsAlone(marker)) {
        segment(marker);
      }
      marker = nextMarker();
    }
    keep(marker);
  }

  private void segment(int marker) throws IOException {
    int length = octet() << 8 | octet();
    if (length < SIZE_OF_LENGTH) {
      throw new EOFException("A segment ends before it begins");
    }
    int rest = length - SIZE_OF_LENGTH;
    byte[] start = jpeg.readNBytes(Math.min(rest, EXIF.length));
    if (isWanted(marker, start)) {
      keep(marker);
      kept.write(length >> 8);
      kept.write(length);
      kept.write(start);
      kept.write(jpeg.readNBytes(rest - start.length));
    } else {
      jpeg.skipNBytes(rest - start.length);
    }
  }

  private boolean isWanted(int marker, byte[] start) {
    boolean exif = !hasExif && marker == JpegHeader.APP1 && Arrays.equals(start, EXIF);
    boolean frame = !hasFrame && JpegHeader.startsFrame(marker);
    hasExif |= exif;
    hasFrame |= frame;
    return exif || frame;
  }

  private void keep(int marker) {
    kept.write(0xFF);
    kept.write(marker);
  }

  private int nextMarker() throws IOException {
    int octet = octet();
    while (octet != 0xFF) {
      octet = octet();
    }
    while (octet == 0xFF) {
      octet = octet();
    }
    return octet;
  }

  private int octet() throws IOException {
    int octet = jpeg.read();
    if (octet < 0) {
      throw new EOFException("A JPEG ends within its header");
    }
    return octet;
  }
}
