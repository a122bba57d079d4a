package dev.satchel.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void givesWhatComesInTime() {
    assertThat(Deadlines.within(LONG, Uni.createFrom().item(1)).await().indefinitely())
        .isEqualTo(1);
  }

  @Test
  void cancelsWhatTakesTooLong() {
    var cancelled = new AtomicBoolean();
    Uni<Integer> never =
        Uni.createFrom().<Integer>nothing().onCancellation().invoke(() -> cancelled.set(true));

    assertThatThrownBy(() -> Deadlines.within(Duration.ofMillis(20), never).await().indefinitely())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(cancelled).isTrue();
  }

  @Test
  void holdsNothingThatWasCancelled() {
    var timer = Deadlines.newTimer("test", 1);

    timer.schedule(() -> 1, 1, TimeUnit.HOURS).cancel(false);

    assertThat(timer.getQueue()).isEmpty();
    timer.shutdownNow();
  }

  @Test
  void holdsNoThreadForNothing() throws Exception {
    var timer = Deadlines.newTimer("test", 3);
    for (int i = 0; i < 3; i++) {
      timer.execute(() -> {});
    }

    Eventually.holds(() -> assertThat(timer.getCompletedTaskCount()).isEqualTo(3));
    Eventually.holds(() -> assertThat(timer.getPoolSize()).isZero());
  }

  @Test
  void looksAgainUntilItIsCancelled() throws Exception {
    var looks = new AtomicInteger();
    var looking = Deadlines.every(Duration.ofMillis(1), looks::incrementAndGet);

    Eventually.holds(() -> assertThat(looks).hasValueGreaterThan(3));
    looking.cancel(false);

    assertThat(looking.isCancelled()).isTrue();
  }
}
