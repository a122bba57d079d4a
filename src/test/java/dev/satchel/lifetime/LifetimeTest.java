package dev.satchel.lifetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifetimeTest {

  private final List<String> released = new ArrayList<>();
  private final Lifetime lifetime = new Lifetime();

  @Test
  void releasesTheNewestFirstAndEachOnce() {
    lifetime.own(() -> released.add("permit"));
    lifetime.own(() -> released.add("connection"));

    lifetime.close();
    lifetime.close();

    assertThat(released).containsExactly("connection", "permit");
    assertThat(lifetime.hasEnded()).isTrue();
  }

  @Test
  void releasesAtOnceWhatComesTooLate() {
    lifetime.close();
    lifetime.own(() -> released.add("late"));

    assertThat(released).containsExactly("late");
  }

  @Test
  void releasesWhatIsBroughtWhileItEnds() {
    lifetime.own(() -> lifetime.own(() -> released.add("inner")));

    lifetime.close();

    assertThat(released).containsExactly("inner");
  }

  @Test
  void losesNothingThatRacesWithItsEnd() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      var raced = new Lifetime();
      var count = new AtomicInteger();
      var start = new CountDownLatch(1);
      Thread end =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      start.await();
                      raced.close();
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      start.countDown();
      raced.own(count::incrementAndGet);
      raced.own(count::incrementAndGet);
      end.join();

      assertThat(count).hasValue(2);
    }
  }

  @Test
  void endsWithTheResultOfItsWork() {
    assertThat(Lifetime.during(this::acquire).await().indefinitely()).isEqualTo("read");
    assertThat(released).containsExactly("permit");
  }

  @Test
  void endsWithTheFailureOfItsWork() {
    Uni<String> failing =
        Lifetime.during(
            owner ->
                acquire(owner)
                    .map(
                        read -> {
                          throw new IllegalStateException("broken");
                        }));

    assertThatThrownBy(() -> failing.await().indefinitely()).hasMessage("broken");
    assertThat(released).containsExactly("permit");
  }

  @Test
  void endsWithTheCancellationOfItsWork() {
    Uni<String> never =
        Lifetime.during(owner -> acquire(owner).chain(() -> Uni.createFrom().nothing()));

    never.subscribe().with(read -> {}).cancel();

    assertThat(released).containsExactly("permit");
  }

  private Uni<String> acquire(Lifetime owner) {
    owner.own(() -> released.add("permit"));
    return Uni.createFrom().item("read");
  }
}
