package dev.satchel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What {@link RateLimitTest} does not show: what is given back. */
class AllowanceTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 30_000_000_000L);
  private final Allowance<String> allowance = new Allowance<>(2, 10, now::get);

  @Test
  void mayBeTakenAgainWhenItIsGivenBack() {
    for (int i = 0; i < 100; i++) {
      assertThat(allowance.take("a")).isEmpty();
      allowance.giveBack("a");
    }
    allowance.take("a");
    allowance.take("a");
    assertThat(allowance.take("a")).contains(Duration.ofSeconds(30));
    allowance.giveBack("a");

    assertThat(allowance.take("a")).isEmpty();
    assertThat(allowance.take("a")).isPresent();
  }

  /** Else who gives back late could take more than a minute's. */
  @Test
  void isNeverMoreThanAMinutes() {
    allowance.take("a");
    now.addAndGet(Duration.ofMinutes(5).toNanos());
    allowance.giveBack("a");
    allowance.giveBack("b");

    assertThat(allowance.take("a")).isEmpty();
    assertThat(allowance.take("a")).isEmpty();
    assertThat(allowance.take("a")).contains(Duration.ofSeconds(30));
  }
}
