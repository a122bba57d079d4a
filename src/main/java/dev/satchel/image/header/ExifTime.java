package dev.satchel.image.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as EXIF writes them (CIPA DC-008, 4.6.6), and as phones and programs write them instead:
 * three texts make one instant.
 */
final class ExifTime {

  private static final String DATE = "(\\d{4})[:/-](\\d{2})[:/-](\\d{2})";
  private static final String TIME = "([ \\d]?\\d):(\\d{2}):(\\d{2})(?:[.,](\\d{1,60}))?";
  private static final String ZONE = "[+-]\\d{1,2}:?\\d{2}|Z";

  /** ISO 8601 has the fraction of the second and the offset in the same text. */
  private static final Pattern DATE_TIME =
      Pattern.compile(DATE + "[ T]" + TIME + " ?(" + ZONE + ")?");

  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})");

  private static final int MIDNIGHT = 24;

  /** The oldest photograph that is kept was taken in 1826 or 1827. */
  private static final Instant EARLIEST = Instant.parse("1826-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private ExifTime() {}

  /**
   * The instant, or null where the date is missing, unparsable (unset camera clocks write zeros or
   * blanks) or implausible.
   *
   * @param dateTime {@code YYYY:MM:DD HH:MM:SS}, the hour maybe padded with a blank; or a date and
   *     time of ISO 8601, whose own fraction and offset then count. Hour 24 is hour 0 of the same
   *     day: the phones that write it have changed the date already
   * @param subSecond decimal digits of the second, maybe empty
   * @param offset {@code +HH:MM}, {@code +HHMM}, {@code +H:MM} or {@code Z}; UTC is assumed where
   *     it is empty or unparsable
   */
  static @Nullable Instant instant(String dateTime, String subSecond, String offset) {
    Matcher date = DATE_TIME.matcher(trimmed(dateTime));
    if (!date.matches()) {
      return null;
    }
    try {
      Instant taken =
          local(date)
              .plusNanos(nanos(own(date, 7, trimmed(subSecond))))
              .toInstant(zone(own(date, 8, trimmed(offset))));
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
        hour(field(date, 4)),
        field(date, 5),
        field(date, 6));
  }

  private static int hour(int written) {
    return written == MIDNIGHT ? 0 : written;
  }

  private static int field(Matcher date, int group) {
    return Integer.parseInt(date.group(group).strip());
  }

  /** What the date itself says, or else its neighbour. */
  private static String own(Matcher date, int group, String otherwise) {
    return Objects.requireNonNullElse(date.group(group), otherwise);
  }

  private static long nanos(String digits) {
    return digits.matches("\\d{1,60}") ? Long.parseLong((digits + "00000000").substring(0, 9)) : 0;
  }

  private static ZoneOffset zone(String offset) {
    Matcher parts = OFFSET.matcher(offset);
    try {
      return parts.matches()
          ? ZoneOffset.of("%s%02d:%s".formatted(parts.group(1), field(parts, 2), parts.group(3)))
          : ZoneOffset.UTC;
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
