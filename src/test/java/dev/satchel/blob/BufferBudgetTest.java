package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferBudgetTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;
  private static final int CAPACITY = 10;

  private final BufferBudget budget = new BufferBudget(CAPACITY * SEGMENT, 3);

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "65535, 1", "65536, 1", "65537, 2", "655360, 10"})
  void reservesWholeSegments(long bytes, long segments) {
    reserved(bytes);

    assertThat(budget.reservedBytes()).isEqualTo(segments * SEGMENT);
  }

  @Test
  void reservesNoMoreThanThereIs() {
    BufferLease lease = reserved(Long.MAX_VALUE / 2);

    assertThat(budget.reservedBytes()).isEqualTo(CAPACITY * SEGMENT);
    assertThat(Drawn.all(lease)).hasSize(CAPACITY);
  }

  @Test
  void doesNotHandOutTheRestOfACapacityThatIsNoMultipleOfASegment() {
    var uneven = new BufferBudget(3 * SEGMENT - 1, 0);

    assertThat(uneven.claim(2 * SEGMENT)).isPresent();
    assertThat(uneven.claim(1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"65535, 0", "0, 0", "65536, -1"})
  void cannotBeMadeWithoutASegmentOrALine(long capacity, int queueLimit) {
    assertThatThrownBy(() -> new BufferBudget(capacity, queueLimit))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void servesTheLineInTheOrderOfItsComing() {
    BufferLease everything = reserved(CAPACITY);
    List<Integer> served = new ArrayList<>();
    List<CompletableFuture<?>> line = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int place = i;
      line.add(reserve(1).thenRun(() -> served.add(place)));
    }

    everything.close();

    assertThat(served).containsExactly(0, 1, 2);
    assertThat(line).allMatch(CompletableFuture::isDone);
    assertThat(budget.waiting()).isZero();
  }

  @Test
  void letsNobodyPassTheHeadOfTheLine() {
    BufferLease most = reserved(CAPACITY - 1);
    var large = reserve(2);
    var small = reserve(1);

    assertThat(large).isNotDone();
    assertThat(small).isNotDone();
    assertThat(budget.waiting()).isEqualTo(2);

    most.close();
    assertThat(large).isCompleted();
    assertThat(small).isCompleted();
  }

  @Test
  void keepsTheRestOfTheLineWaitingWhenOnlyItsHeadFits() {
    BufferLease first = reserved(6);
    reserved(4);
    var head = reserve(6);
    var second = reserve(1);

    first.close();

    assertThat(head).isCompleted();
    assertThat(second).isNotDone();
    assertThat(budget.reservedBytes()).isEqualTo(CAPACITY * SEGMENT);
  }

  @Test
  void refusesWhoFindsTheLineFull() {
    reserved(CAPACITY);
    var line = List.of(reserve(1), reserve(1), reserve(1));

    assertThat(budget.claim(1)).isEmpty();

    line.getLast().cancel(false);
    assertThat(budget.claim(1)).isPresent();
    assertThat(budget.claim(1)).isEmpty();
  }

  @Test
  void servesThoseBehindAHeadThatGivesUp() {
    BufferLease half = reserved(5);
    var head = reserve(CAPACITY);
    var behind = reserve(5);

    head.cancel(false);

    assertThat(behind).isCompleted();
    assertThat(budget.waiting()).isZero();
    behind.join().close();
    half.close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void letsNewcomersInWhereOnlyAGivenUpReservationWaited() {
    reserved(5);
    reserve(CAPACITY).cancel(false);

    assertThat(reserve(5)).isCompleted();
  }

  @Test
  void growsAgainWhenTheLastWaitingReservationIsGivenUp() {
    BufferLease lease = reserved(1);
    var waiting = reserve(CAPACITY);
    assertThat(Drawn.all(lease)).hasSize(1);

    waiting.cancel(false);

    assertThat(lease.take(Long.MAX_VALUE)).isPresent();
  }

  @Test
  void skipsReservationsGivenUpInTheMiddleOfTheLine() {
    BufferLease everything = reserved(CAPACITY);
    var first = reserve(5);
    var second = reserve(5);
    var third = reserve(5);

    second.cancel(false);
    assertThat(budget.waiting()).isEqualTo(2);
    everything.close();

    assertThat(first).isCompleted();
    assertThat(second).isCancelled();
    assertThat(third).isCompleted();
    first.join().close();
    third.join().close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void keepsTheReservationOfWhoCancelsAfterItWasGranted() {
    BufferLease everything = reserved(CAPACITY);
    var waiting = reserve(2);
    everything.close();

    assertThat(waiting.cancel(false)).isFalse();
    assertThat(budget.reservedBytes()).isEqualTo(2 * SEGMENT);
  }

  @Test
  void takesBackWhatItGrantsToAReservationThatHasFailedMeanwhile() {
    BufferLease everything = reserved(CAPACITY);
    reserve(4).completeExceptionally(new IllegalStateException());
    var behind = reserve(CAPACITY);

    everything.close();

    assertThat(behind).isCompleted();
    behind.join().close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void reusesSegmentsInsteadOfAllocatingMore() {
    Set<ByteBuffer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int round = 0; round < 5; round++) {
      BufferLease lease = reserved(CAPACITY);
      List<ByteBuffer> segments = Drawn.all(lease);
      segments.forEach(
          segment -> {
            assertThat(segment.isDirect()).isTrue();
            assertThat(segment.remaining()).isEqualTo(SEGMENT);
            segment.putInt(7);
          });
      seen.addAll(segments);
      lease.giveBack(segments);
      lease.close();
    }

    assertThat(seen).hasSize(CAPACITY);
  }

  private BufferLease reserved(long bytesOrSegments) {
    return reserve(bytesOrSegments).join();
  }

  /** Up to the capacity it is a count of segments. */
  private CompletableFuture<BufferLease> reserve(long bytesOrSegments) {
    boolean segments = bytesOrSegments > 0 && bytesOrSegments <= CAPACITY;
    return budget.claim(segments ? bytesOrSegments * SEGMENT : bytesOrSegments).orElseThrow();
  }
}
