package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a key, and what it is made of. */
class RateLimitTest {

  private static final UUID KEY = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  /** {@link System#nanoTime} may be negative, and run over. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 30_000_000_000L);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60, 1000, 100_000})
  void letsAllOfAMinuteComeAtOnceAndNoMore(int perMinute) {
    RateLimit limit = limit(perMinute);
    for (int i = 0; i < perMinute; i++) {
      assertThat(limit.exceededBy(KEY)).as("request %d", i).isEmpty();
    }

    assertThat(limit.exceededBy(KEY)).isPresent();
    assertThat(limit.exceededBy(OTHER)).isEmpty();
  }

  @Test
  void saysHowLongToWaitAndMeansIt() {
    RateLimit limit = limit(6);
    for (int i = 0; i < 6; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(limit.exceededBy(KEY)).isEmpty();
    }

    Duration wait = limit.exceededBy(KEY).orElseThrow();
    assertThat(wait).isEqualTo(Duration.ofSeconds(5));
    pass(wait.minusNanos(1));
    assertThat(limit.exceededBy(KEY)).contains(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(limit.exceededBy(KEY)).isEmpty();
    assertThat(limit.exceededBy(KEY)).contains(Duration.ofSeconds(10));
  }

  @Test
  void refusesNobodyWhoKeepsToTheRate() {
    RateLimit limit = limit(60);
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.exceededBy(KEY)).isEmpty();
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void doesNotCountWhatItRefuses() {
    RateLimit limit = limit(1);
    assertThat(limit.exceededBy(KEY)).isEmpty();
    for (int i = 0; i < 100; i++) {
      assertThat(limit.exceededBy(KEY)).contains(Duration.ofMinutes(1));
    }
    pass(Duration.ofMinutes(1));

    assertThat(limit.exceededBy(KEY)).isEmpty();
  }

  @Test
  void isOffByDefault() {
    var off = new RateLimit(Optional.empty(), 10, now::get);
    for (int i = 0; i < 10_000; i++) {
      assertThat(off.exceededBy(KEY)).isEmpty();
    }
  }

  private RateLimit limit(int perMinute) {
    return new RateLimit(Optional.of(perMinute), 10, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
