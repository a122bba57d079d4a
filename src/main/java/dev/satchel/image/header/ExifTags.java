package dev.satchel.image.header;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The few tags that we want of a TIFF structure (TIFF 6.0; CIPA DC-008 for EXIF), by number, of its
 * first directory and then of the EXIF directory that this names. What cannot be read counts as
 * missing.
 */
final class ExifTags {

  static final int ORIENTATION = 0x0112;
  static final int DATE_TIME_ORIGINAL = 0x9003;
  static final int DATE_TIME_DIGITIZED = 0x9004;
  static final int OFFSET_TIME_ORIGINAL = 0x9011;
  static final int OFFSET_TIME_DIGITIZED = 0x9012;
  static final int SUB_SEC_TIME_ORIGINAL = 0x9291;
  static final int SUB_SEC_TIME_DIGITIZED = 0x9292;

  private static final int EXIF_DIRECTORY = 0x8769;
  private static final int LONGEST_TEXT = 64; // bytes; a date has 20

  private final List<TiffDirectory> directories = new ArrayList<>();

  private ExifTags() {}

  /** The tags of a block that starts with a TIFF header; those before a fault. */
  @SuppressWarnings("EmptyCatch") // a broken block is not an error: what was found before counts
  static ExifTags read(ImageBytes tiff) {
    var tags = new ExifTags();
    try {
      var file = TiffBytes.of(tiff);
      tags.directories.add(new TiffDirectory(file, file.firstDirectory()));
      Optional<Long> exif = tags.first(EXIF_DIRECTORY, TiffEntry::number);
      exif.ifPresent(at -> tags.directories.add(new TiffDirectory(file, at)));
    } catch (MissingBytes broken) {
      // The tags up to here stand.
    }
    return tags;
  }

  /** The directory of the picture itself, where it is there. */
  Optional<TiffDirectory> picture() {
    return directories.stream().findFirst();
  }

  /** Browsers take nothing else for it than a lone number of two bytes. */
  Orientation orientation() {
    return first(ORIENTATION, entry -> entry.isShort() ? entry.number() : 0)
        .map(Orientation::ofExif)
        .orElse(Orientation.UPRIGHT);
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
    return first(tag, entry -> entry.text(LONGEST_TEXT)).orElse("");
  }

  private <T> Optional<T> first(int tag, Function<TiffEntry, T> reading) {
    return directories.stream()
        .flatMap(directory -> directory.entry(tag).stream())
        .flatMap(entry -> readable(entry, reading).stream())
        .findFirst();
  }

  private static <T> Optional<T> readable(TiffEntry entry, Function<TiffEntry, T> reading) {
    try {
      return Optional.of(reading.apply(entry));
    } catch (MissingBytes broken) {
      return Optional.empty();
    }
  }
}
