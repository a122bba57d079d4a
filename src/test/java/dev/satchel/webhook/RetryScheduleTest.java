package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

  private static final Duration BASE = Duration.ofSeconds(100);
  private static final RetrySchedule ONCE = new RetrySchedule(List.of(BASE));

  private static final RandomGenerator LEAST = () -> 0L;
  private final Random random = new Random(503);

  @Test
  void followsTheSpecification() {
    List<Duration> delays = new ArrayList<>();
    for (int failures = 1; failures <= 9; failures++) {
      delays.add(RetrySchedule.STANDARD.delay(failures, Optional.empty(), LEAST).orElseThrow());
    }

    assertThat(delays)
        .extracting(Duration::toString)
        .containsExactly(
            "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, Integer.MAX_VALUE})
  void endsAfterTheLastDelay(int failures) {
    assertThat(RetrySchedule.STANDARD.delay(failures, Optional.of(BASE), random)).isEmpty();
  }

  @Test
  void triesOnceWithoutDelays() {
    assertThat(new RetrySchedule(List.of()).delay(1, Optional.empty(), random)).isEmpty();
  }

  @Test
  void spreadsOverAFifthOfTheDelay() {
    List<Duration> delays = new ArrayList<>();
    for (int round = 0; round < 10_000; round++) {
      delays.add(delay(Optional.empty()));
    }

    assertThat(delays)
        .allMatch(delay -> isBetween(delay, 100, 120))
        .anyMatch(delay -> isBetween(delay, 100, 101))
        .anyMatch(delay -> isBetween(delay, 119, 120));
  }

  /** Seconds, with a delay of 100: what is asked for, the least and the most of what comes. */
  @ParameterizedTest
  @CsvSource({
    "0,                   100, 120",
    "1,                   100, 120",
    "99,                  100, 120",
    "100,                 100, 120",
    "110,                 110, 120",
    "120,                 120, 120",
    "121,                 121, 121",
    "3600,                3600, 3600",
    "86400,               86400, 86400",
    "86401,               86400, 86400",
    "9223372036854775807, 86400, 86400",
    "-1,                  100, 120"
  })
  void honoursRetryAfterUpToADay(long asked, long least, long most) {
    for (int round = 0; round < 1_000; round++) {
      assertThat(delay(Optional.of(Duration.ofSeconds(asked))))
          .matches(delay -> isBetween(delay, least, most));
    }
  }

  @Test
  void spreadsTheLongestAndTheShortestDelay() {
    for (Duration base : List.of(Duration.ofNanos(1), Duration.ofDays(30))) {
      Duration delay =
          new RetrySchedule(List.of(base)).delay(1, Optional.empty(), random).orElseThrow();

      assertThat(delay).isBetween(base, base.plus(base.dividedBy(5)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT720H0.000000001S", "PT87600000H"})
  void refusesDelaysThatAreNone(Duration delay) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule(List.of(BASE, delay)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesToCountFromZero(int failures) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONCE.delay(failures, Optional.empty(), random));
  }

  private Duration delay(Optional<Duration> retryAfter) {
    return ONCE.delay(1, retryAfter, random).orElseThrow();
  }

  private static boolean isBetween(Duration delay, long least, long most) {
    return delay.compareTo(Duration.ofSeconds(least)) >= 0
        && delay.compareTo(Duration.ofSeconds(most)) <= 0;
  }
}
