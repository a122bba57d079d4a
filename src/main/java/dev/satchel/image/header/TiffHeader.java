package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.util.Arrays;

/**
 * TIFF 6.0 and BigTIFF, both byte orders: the first directory is the picture, unless it says that
 * it is only a reduced copy of one (as in raw photos).
 */
final class TiffHeader implements HeaderReader {

  private static final int NEW_SUBFILE_TYPE = 0x00FE;
  private static final int BITS_PER_SAMPLE = 0x0102;
  private static final int SAMPLES_PER_PIXEL = 0x0115;

  private static final int REDUCED_COPY = 1;

  /** No picture has more. */
  private static final int MOST_BANDS = 32;

  @Override
  public void read(ImageBytes bytes, HeaderFindings findings) {
    ExifTags tags = ExifTags.read(bytes);
    findings.exif(tags);
    tags.picture().ifPresent(directory -> picture(directory, bytes.size(), findings));
  }

  private static void picture(TiffDirectory directory, long size, HeaderFindings findings) {
    long bits = widestSample(directory);
    findings.sampleBits(bits);
    if ((directory.number(NEW_SUBFILE_TYPE, 0) & REDUCED_COPY) == 0) {
      findings.size(directory.picture());
      findings.piece(
          directory.piece(),
          Math.max(1, directory.number(SAMPLES_PER_PIXEL, 1)),
          Math.max(Byte.SIZE, bits));
    }
    findings.tiff(TiffCoding.of(directory));
    findings.length(directory.endOfPieces(), size);
    directory
        .entry(TiffProfile.TAG)
        .map(TiffEntry::bytes)
        .map(TiffProfile::new)
        .ifPresent(findings::profile);
  }

  /** Bands that cannot be read may be of any width. */
  private static long widestSample(TiffDirectory directory) {
    try {
      return Arrays.stream(directory.all(BITS_PER_SAMPLE, MOST_BANDS)).max().orElse(0);
    } catch (MissingBytes unknown) {
      return Integer.MAX_VALUE;
    }
  }
}
