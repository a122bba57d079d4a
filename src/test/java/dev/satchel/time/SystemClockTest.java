package dev.satchel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SystemClockTest {

  private final Clock clock = new SystemClock().clock();

  @Test
  void tellsTheMachinesTimeInUtc() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    Instant told = clock.instant();

    assertThat(told).isBetween(before, Instant.now());
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }

  /** What PostgreSQL would round is never told. */
  @Test
  void ticksInMicroseconds() {
    for (int i = 0; i < 10_000; i++) {
      Instant told = clock.instant();
      assertThat(told).isEqualTo(told.truncatedTo(ChronoUnit.MICROS));
    }
  }
}
