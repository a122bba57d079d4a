package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BufferLeaseTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;

  private final BufferBudget budget = new BufferBudget(10 * SEGMENT, 5);

  @Test
  void givesItsReservationEvenWhileOthersWait() {
    BufferLease lease = reserved(4);
    reserved(6);
    assertThat(reserve(1)).isNotDone();

    assertThat(Drawn.all(lease)).hasSize(4);
  }

  @Test
  void growsWhileThereIsRoomAndNobodyWaits() {
    BufferLease lease = reserved(4);

    assertThat(Drawn.all(lease)).hasSize(10);
    assertThat(budget.reservedBytes()).isEqualTo(10 * SEGMENT);
  }

  @Test
  void doesNotGrowWhileSomebodyWaits() {
    BufferLease lease = reserved(4);
    assertThat(reserve(7)).isNotDone();

    assertThat(Drawn.all(lease)).hasSize(4);
    assertThat(budget.reservedBytes()).isEqualTo(4 * SEGMENT);
  }

  @Test
  void givesNoMoreThanItsUserWants() {
    BufferLease lease = reserved(4);

    assertThat(Drawn.all(lease, 3)).hasSize(3);
    assertThat(lease.take(3)).isEmpty();
    assertThat(Drawn.all(lease, 6)).hasSize(3);
    assertThat(budget.reservedBytes()).isEqualTo(6 * SEGMENT);
  }

  @Test
  void shrinksToItsReservationAsSegmentsComeBack() {
    BufferLease lease = reserved(4);
    List<ByteBuffer> segments = Drawn.all(lease);

    lease.giveBack(segments.subList(0, 3));
    assertThat(budget.reservedBytes()).isEqualTo(7 * SEGMENT);
    lease.giveBack(segments.subList(3, 10));
    assertThat(budget.reservedBytes()).isEqualTo(4 * SEGMENT);
    lease.close();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void servesTheLineWithWhatItHadGrownBy() {
    BufferLease lease = reserved(4);
    List<ByteBuffer> segments = Drawn.all(lease);
    var waiting = reserve(6);

    lease.giveBack(segments.subList(0, 5));
    assertThat(waiting).isNotDone();
    lease.giveBack(segments.subList(5, 6));
    assertThat(waiting).isCompleted();
    assertThat(budget.reservedBytes()).isEqualTo(10 * SEGMENT);
  }

  @Test
  void givesItsReservationBackWithItsLastSegment() {
    BufferLease lease = reserved(4);
    List<ByteBuffer> segments = Drawn.all(lease, 3);
    var waiting = reserve(10);

    lease.close();
    assertThat(budget.reservedBytes()).isEqualTo(3 * SEGMENT);
    lease.giveBack(segments.subList(0, 2));
    assertThat(waiting).isNotDone();
    lease.giveBack(segments.subList(2, 3));
    assertThat(waiting).isCompleted();
  }

  @Test
  void givesNothingOnceItIsClosed() {
    BufferLease lease = reserved(4);
    List<ByteBuffer> segments = Drawn.all(lease, 2);
    lease.close();

    assertThat(lease.take(Long.MAX_VALUE)).isEmpty();
    lease.giveBack(segments);
    assertThat(lease.take(Long.MAX_VALUE)).isEmpty();
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void isClosedOnceHoweverOftenItIsClosed() {
    BufferLease lease = reserved(4);
    reserved(5);

    lease.close();
    lease.close();
    lease.giveBack(List.of());

    assertThat(budget.reservedBytes()).isEqualTo(5 * SEGMENT);
  }

  private BufferLease reserved(int segments) {
    return reserve(segments).join();
  }

  private CompletableFuture<BufferLease> reserve(int segments) {
    return budget.claim((long) segments * SEGMENT).orElseThrow();
  }
}
