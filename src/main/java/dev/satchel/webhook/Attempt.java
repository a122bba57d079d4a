package dev.satchel.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param statusCode null where the target did not answer
 * @param error what went wrong; null where the target took it
 * @param excerpt the beginning of what the target answered
 * @param retryAfter how long the target asks us to wait
 */
record Attempt(
    Instant startedAt,
    Duration duration,
    @Nullable Integer statusCode,
    @Nullable AttemptError error,
    @Nullable String excerpt,
    Optional<Duration> retryAfter) {

  /** RFC 9110 section 15.5.11: the target is gone for good. */
  private static final int GONE = 410;

  boolean isSuccess() {
    return error == null;
  }

  boolean isGone() {
    return statusCode != null && statusCode == GONE;
  }
}
