package dev.satchel.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads times with an offset, as ISO 8601 writes them, that the database can hold. */
public final class OffsetTime {

  /** What such a time is, for people. */
  public static final String FORM = "a time with an offset, such as 2027-01-31T12:00:00+00:00";

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private OffsetTime() {}

  /** The instant, in whole microseconds; empty where {@code text} is none of this form. */
  public static Optional<Instant> parse(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      return instant.isBefore(FIRST) || instant.isAfter(LAST)
          ? Optional.empty()
          : Optional.of(instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
