package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TargetSharesTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final TargetShares shares = new TargetShares(10, 4);

  @Test
  void countsWhatIsRunning() {
    shares.started(ONE);
    shares.started(OTHER);
    shares.ended(ONE, true);

    assertThat(shares.free()).isEqualTo(9);
  }

  @Test
  void neverGivesATargetMoreThanItsShare() {
    for (int running = 0; !shares.busy().contains(ONE); running += shares.quantum()) {
      assertThat(running + shares.quantum()).isLessThanOrEqualTo(4);
      for (int i = 0; i < shares.quantum(); i++) {
        shares.started(ONE);
      }
    }
    assertThat(shares.busy()).containsExactly(ONE);
  }

  @Test
  void givesATargetThatFailsOneAtATimeUntilItTakesOne() {
    shares.started(ONE);
    shares.ended(ONE, false);
    assertThat(shares.busy()).isEmpty();
    assertThat(shares.failing()).containsExactly(ONE);

    shares.started(ONE);
    assertThat(shares.busy()).containsExactly(ONE);
    shares.ended(ONE, true);

    shares.started(ONE);
    assertThat(shares.busy()).isEmpty();
    assertThat(shares.failing()).isEmpty();
  }

  @Test
  void givesAllTargetsThatFailNoMoreThanHalf() {
    List<UUID> dead = LongStream.range(10, 16).mapToObj(id -> new UUID(0, id)).toList();
    for (UUID target : dead) {
      shares.started(target);
      shares.ended(target, false);
    }
    dead.subList(0, 4).forEach(shares::started);
    assertThat(shares.freeForFailing()).isEqualTo(1);
    assertThat(shares.busy()).containsExactlyInAnyOrderElementsOf(dead.subList(0, 4));

    shares.started(dead.get(4));

    assertThat(shares.freeForFailing()).isZero();
    assertThat(shares.busy()).containsExactlyInAnyOrderElementsOf(dead);
    assertThat(shares.free()).isEqualTo(5);
    assertThat(shares.latest()).isEqualTo(dead.get(4));
  }

  @Test
  void sharesAnOddCapacityOfOne() {
    var narrow = new TargetShares(10, 1);
    narrow.started(ONE);

    assertThat(narrow.quantum()).isEqualTo(1);
    assertThat(narrow.busy()).containsExactly(ONE);
  }
}
