package dev.satchel.image.header;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import dev.satchel.image.ImageBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few tags that we want of a TIFF structure (TIFF 6.0; CIPA DC-008 for EXIF), by number. The
 * first occurrence of a tag counts.
 */
final class ExifTags {

  static final int NEW_SUBFILE_TYPE = 0x00FE;
  static final int IMAGE_WIDTH = 0x0100;
  static final int IMAGE_HEIGHT = 0x0101;
  static final int BITS_PER_SAMPLE = 0x0102;
  static final int ORIENTATION = 0x0112;
  static final int SAMPLES_PER_PIXEL = 0x0115;
  static final int ROWS_PER_STRIP = 0x0116;
  static final int TILE_WIDTH = 0x0142;
  static final int TILE_LENGTH = 0x0143;
  static final int DATE_TIME_ORIGINAL = 0x9003;
  static final int DATE_TIME_DIGITIZED = 0x9004;
  static final int OFFSET_TIME_ORIGINAL = 0x9011;
  static final int OFFSET_TIME_DIGITIZED = 0x9012;
  static final int SUB_SEC_TIME_ORIGINAL = 0x9291;
  static final int SUB_SEC_TIME_DIGITIZED = 0x9292;

  private static final int TIFF_HEADER = 8;

  private final Map<Integer, Long> numbers;
  private final Map<Integer, String> texts;

  private ExifTags(TiffTagCollector collector) {
    this.numbers = collector.numbers();
    this.texts = collector.texts();
  }

  /**
   * The tags of a block that starts with a TIFF header; those before a fault where it is broken.
   */
  @SuppressWarnings("EmptyCatch") // a broken block is not an error: what was found before counts
  static ExifTags read(ImageBytes tiff) {
    TiffTagCollector collector = new TiffTagCollector();
    try {
      if (hasFirstDirectory(tiff)) {
        new TiffReader().processTiff(new ImageBytesReader(tiff), collector, 0);
      }
    } catch (IOException | TiffProcessingException | RuntimeException broken) {
      // The tags up to here stand.
    }
    return new ExifTags(collector);
  }

  /** Without this check the library would take bytes behind the header for a lost directory. */
  private static boolean hasFirstDirectory(ImageBytes tiff) {
    long directory = tiff.matches(0, "II") ? tiff.u32le(4) : tiff.u32(4);
    return directory >= TIFF_HEADER && tiff.has(directory, 2);
  }

  /** The number under a tag, or 0. */
  long number(int tag) {
    return numbers.getOrDefault(tag, 0L);
  }

  Orientation orientation() {
    return Orientation.ofExif(number(ORIENTATION));
  }

  /**
   * When the photo was taken: DateTimeOriginal, or DateTimeDigitized of the cameras that write only
   * that. DateTime (0x0132) is the time of the last edit and does not count.
   */
  @Nullable Instant takenAt() {
    Instant original = time(DATE_TIME_ORIGINAL, SUB_SEC_TIME_ORIGINAL, OFFSET_TIME_ORIGINAL);
    return original != null
        ? original
        : time(DATE_TIME_DIGITIZED, SUB_SEC_TIME_DIGITIZED, OFFSET_TIME_DIGITIZED);
  }

  private @Nullable Instant time(int dateTime, int subSecond, int offset) {
    return ExifTime.instant(text(dateTime), text(subSecond), text(offset));
  }

  private String text(int tag) {
    return texts.getOrDefault(tag, "");
  }
}
