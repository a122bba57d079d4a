package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BufferReservationTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;

  private final BufferBudget budget = new BufferBudget(4 * SEGMENT, 1);

  @Test
  void isGrantedAtOnceWhereThereIsRoom() {
    try (var place = budget.reserve(3 * SEGMENT)) {
      assertThat(wanted(place).getItem()).isNotNull();
      assertThat(budget.reservedBytes()).isEqualTo(3 * SEGMENT);
    }

    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void isGrantedInItsTurn() {
    var first = budget.reserve(4 * SEGMENT);
    try (var second = budget.reserve(SEGMENT)) {
      var granted = wanted(second);
      granted.assertNotTerminated();

      first.close();

      granted.assertCompleted();
      assertThat(budget.reservedBytes()).isEqualTo(SEGMENT);
    }
  }

  @Test
  void givesEveryoneTheSameLease() {
    try (var place = budget.reserve(SEGMENT)) {
      assertThat(wanted(place).getItem()).isSameAs(wanted(place).getItem());
    }
  }

  @Test
  void makesWayWhenItIsClosedInLine() {
    var first = budget.reserve(4 * SEGMENT);
    var second = budget.reserve(SEGMENT);
    var granted = wanted(second);

    second.close();
    second.close();

    granted.assertFailedWith(CancellationException.class);
    assertThat(budget.waiting()).isZero();
    first.close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void isStillOwnedWhereNobodyWaitsForItAnyMore() {
    var first = budget.reserve(4 * SEGMENT);
    var second = budget.reserve(SEGMENT);
    wanted(second).cancel();

    first.close();

    assertThat(budget.reservedBytes()).isEqualTo(SEGMENT);
    second.close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void isRefusedWhereTheLineIsFull() {
    budget.reserve(4 * SEGMENT);
    budget.reserve(SEGMENT);
    try (var place = budget.reserve(SEGMENT)) {
      assertThat(wanted(place).getFailure())
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED));
    }

    assertThat(budget.waiting()).isEqualTo(1);
    assertThat(budget.reservedBytes()).isEqualTo(4 * SEGMENT);
  }

  private static UniAssertSubscriber<BufferLease> wanted(BufferReservation place) {
    return place.lease().subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
