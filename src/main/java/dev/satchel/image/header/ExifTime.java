package dev.satchel.image.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as EXIF writes them (CIPA DC-008, 4.6.6): three texts make one instant. */
final class ExifTime {

  private static final Pattern DATE_TIME =
      Pattern.compile("(\\d{4})[:/-](\\d{2})[:/-](\\d{2})[ T](\\d{2}):(\\d{2}):(\\d{2})");
  private static final Pattern OFFSET = Pattern.compile("[+-]\\d{2}:\\d{2}|Z");

  /** The oldest photograph that is kept was taken in 1826 or 1827. */
  private static final Instant EARLIEST = Instant.parse("1826-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private ExifTime() {}

  /**
   * The instant, or null where the date is missing, unparsable (unset camera clocks write zeros or
   * blanks) or implausible.
   *
   * @param dateTime {@code YYYY:MM:DD HH:MM:SS}
   * @param subSecond decimal digits of the second, maybe empty
   * @param offset {@code +HH:MM}; UTC is assumed where it is empty or unparsable
   */
  static @Nullable Instant instant(String dateTime, String subSecond, String offset) {
    Matcher date = DATE_TIME.matcher(trimmed(dateTime));
    if (!date.matches()) {
      return null;
    }
    try {
      Instant taken =
          local(date).plusNanos(nanos(trimmed(subSecond))).toInstant(zone(trimmed(offset)));
      return taken.isBefore(EARLIEST) || !taken.isBefore(LATEST) ? null : taken;
    } catch (DateTimeException noSuchDate) {
      return null;
    }
  }

  private static LocalDateTime local(Matcher date) {
    return LocalDateTime.of(
        field(date, 1),
        field(date, 2),
        field(date, 3),
        field(date, 4),
        field(date, 5),
        field(date, 6));
  }

  private static int field(Matcher date, int group) {
    return Integer.parseInt(date.group(group));
  }

  private static long nanos(String digits) {
    return digits.matches("\\d{1,60}") ? Long.parseLong((digits + "00000000").substring(0, 9)) : 0;
  }

  private static ZoneOffset zone(String offset) {
    try {
      return OFFSET.matcher(offset).matches() ? ZoneOffset.of(offset) : ZoneOffset.UTC;
    } catch (DateTimeException noSuchOffset) {
      return ZoneOffset.UTC;
    }
  }

  /** Texts end with a zero, and some cameras pad them with blanks. */
  private static String trimmed(String text) {
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
