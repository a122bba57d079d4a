package dev.satchel.webhook;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Retry-After} header (RFC 9110 section 10.2.3). */
final class RetryAfter {

  /** More than anybody waits; longer waits are cut to this, so that sums of them stay in range. */
  static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern DELTA_SECONDS = Pattern.compile("\\d+");

  /** Digits that surely fit into a long. */
  private static final int SAFE_DIGITS = 18;

  /** Characters of which the parser of dates takes no more. */
  private static final int LONGEST_DATE = 64;

  private RetryAfter() {}

  /**
   * The wait that the header asks for: zero for a date that has passed, empty where there is none
   * or it says nothing that we understand. Never throws.
   */
  static Optional<Duration> parse(@Nullable String header, Instant now) {
    String value = header == null ? "" : header.strip();
    return (DELTA_SECONDS.matcher(value).matches() ? seconds(value) : untilDate(value, now))
        .map(RetryAfter::bounded);
  }

  private static Optional<Duration> seconds(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return Optional.of(
        significant.length() > SAFE_DIGITS
            ? LONGEST
            : Duration.ofSeconds(Long.parseLong(significant)));
  }

  /** Any of the three forms of section 5.6.7. */
  private static Optional<Duration> untilDate(String value, Instant now) {
    return Optional.of(value)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_DATE)
        .map(DateFormatter::parseHttpDate)
        .map(Date::toInstant)
        .map(date -> Duration.between(now, date));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
