package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many uploads at once, of random sizes, patience and manners. */
class BufferBudgetPropertyTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;
  private static final int CAPACITY = 16;
  private static final int THREADS = 8;
  private static final int UPLOADS = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BufferBudget budget = new BufferBudget(CAPACITY * SEGMENT, 6);
  private final AtomicLong inUse = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void everyoneFinishesWithinTheBudgetWhichIsWholeAfterwards(long seed) throws Exception {
    try (ExecutorService returns = Executors.newFixedThreadPool(2);
        ExecutorService uploads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        var random = new Random(seed * THREADS + thread);
        running.add(uploads.submit(() -> uploads(random, returns)));
      }
      for (Future<?> each : running) {
        each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }

    assertThat(inUse).hasValue(0);
    assertThat(budget.waiting()).isZero();
    assertThat(budget.reservedBytes()).isZero();
    assertThat(budget.claim(CAPACITY * SEGMENT).orElseThrow()).isCompleted();
  }

  private Void uploads(Random random, ExecutorService returns) throws Exception {
    for (int i = 0; i < UPLOADS; i++) {
      Optional<CompletableFuture<BufferLease>> reservation =
          budget.claim(random.nextLong(1, CAPACITY * SEGMENT));
      if (reservation.isPresent()) {
        upload(reservation.get(), random, returns);
      }
      assertThat(budget.waiting()).isBetween(0, 6);
    }
    return null;
  }

  private void upload(
      CompletableFuture<BufferLease> reservation, Random random, ExecutorService returns)
      throws Exception {
    if (random.nextInt(4) == 0 && reservation.cancel(false)) {
      return;
    }
    BufferLease lease = reservation.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    boolean closesFirst = random.nextBoolean();
    List<Future<?>> returned = new ArrayList<>();
    for (int part = random.nextInt(4); part >= 0; part--) {
      List<ByteBuffer> segments = take(lease, random.nextInt(1, CAPACITY));
      returned.add(returns.submit(() -> giveBack(lease, segments)));
    }
    if (closesFirst) {
      lease.close();
    }
    for (Future<?> each : returned) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    lease.close();
  }

  private List<ByteBuffer> take(BufferLease lease, int limit) {
    List<ByteBuffer> segments = new ArrayList<>();
    for (var next = lease.take(limit); next.isPresent(); next = lease.take(limit)) {
      assertThat(inUse.incrementAndGet()).isLessThanOrEqualTo(CAPACITY);
      assertThat(budget.reservedBytes()).isLessThanOrEqualTo(CAPACITY * SEGMENT);
      next.get().putInt(System.identityHashCode(lease));
      segments.add(next.get());
    }
    return segments;
  }

  /** Nobody else may have written to them. */
  private void giveBack(BufferLease lease, List<ByteBuffer> segments) {
    for (ByteBuffer segment : segments) {
      assertThat(segment.position()).isEqualTo(Integer.BYTES);
      assertThat(segment.getInt(0)).isEqualTo(System.identityHashCode(lease));
    }
    inUse.addAndGet(-segments.size());
    lease.giveBack(segments);
  }
}
