package dev.satchel.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again.
 *
 * @param delays the least time between one failure and the next attempt: the first after the first
 *     failure, and so on. Each is positive and at most 30 days; none means a single attempt.
 */
record RetrySchedule(List<Duration> delays) {

  private static final Duration LONGEST = Duration.ofDays(30);

  /** What a receiver may ask for at the most. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(24);

  /** The example of the Standard Webhooks specification: nine retries, three days and more. */
  static final RetrySchedule STANDARD =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  /** A fifth of the delay, at most, is added by chance. */
  private static final int JITTER_PARTS = 5;

  RetrySchedule {
    delays = List.copyOf(delays);
    if (!delays.stream().allMatch(RetrySchedule::isSensible)) {
      throw new IllegalArgumentException("Delays are longer than nothing and at most 30 days");
    }
  }

  /**
   * How long to wait: from the delay of the schedule to 1.2 times that, by chance, so that what
   * failed together does not return together; never less, so that the schedule keeps its word. A
   * receiver that asks for more by {@code Retry-After} gets it, up to 24 hours: it may slow us
   * down, and neither hurry us nor park a delivery forever.
   *
   * @param failures attempts so far, all failed; at least 1
   * @return empty where no attempt is left
   */
  Optional<Duration> delay(int failures, Optional<Duration> retryAfter, RandomGenerator random) {
    if (failures < 1) {
      throw new IllegalArgumentException("Nothing has failed yet");
    }
    if (failures > delays.size()) {
      return Optional.empty();
    }
    Duration base = delays.get(failures - 1);
    Duration jittered = base.plusNanos(random.nextLong(base.toNanos() / JITTER_PARTS + 1));
    return Optional.of(longer(jittered, shorter(retryAfter.orElse(base), LONGEST_ASKED)));
  }

  private static boolean isSensible(Duration delay) {
    return delay.isPositive() && delay.compareTo(LONGEST) <= 0;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
