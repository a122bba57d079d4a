package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpareRecordsTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final SpareRecords spares = new SpareRecords(4, Duration.ofSeconds(10), clock);

  @Test
  void givesEachOnceAndTheOldestFirst() {
    List<UUID> ids = fill(4);

    for (UUID id : ids) {
      assertThat(spares.take()).contains(id);
    }
    assertThat(spares.take()).isEmpty();
  }

  @Test
  void isFilledByOneAtATimeOnceHalfAreGone() {
    assertThat(spares.missing()).isEqualTo(4);
    assertThat(spares.missing()).isZero();
    spares.add(ids(4));
    spares.take();
    assertThat(spares.missing()).isZero();
    spares.take();
    assertThat(spares.missing()).isEqualTo(2);
    spares.giveUp();
    assertThat(spares.missing()).isEqualTo(2);
  }

  @Test
  void givesNoneThatIsTooOld() {
    List<UUID> old = fill(3);
    now.set(Instant.EPOCH.plusSeconds(10));
    List<UUID> fresh = ids(1);
    spares.add(fresh);

    assertThat(spares.take()).isEmpty();
    assertThat(spares.removeOld()).isEqualTo(old);
    assertThat(spares.take()).isEqualTo(fresh.stream().findFirst());
  }

  @Test
  void wantsNoneWhereItIsSwitchedOff() {
    var none = new SpareRecords(0, Duration.ofSeconds(10), clock);

    assertThat(none.missing()).isZero();
    assertThat(none.take()).isEmpty();
  }

  @Test
  void holdsNoneOnceAllAreRemoved() {
    List<UUID> ids = fill(4);

    assertThat(spares.removeAll()).isEqualTo(ids);
    assertThat(spares.take()).isEmpty();
  }

  @Test
  void givesEachOnceToManyAtATime() throws Exception {
    fill(1_000);
    Callable<List<UUID>> taking =
        () -> Stream.generate(spares::take).limit(250).map(it -> it.orElseThrow()).toList();
    Set<UUID> taken = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<UUID>> some : threads.invokeAll(List.of(taking, taking, taking, taking))) {
        taken.addAll(some.get());
      }
    }
    assertThat(taken).hasSize(1_000);
  }

  private List<UUID> fill(int count) {
    List<UUID> ids = ids(count);
    spares.add(ids);
    return ids;
  }

  private static List<UUID> ids(int count) {
    return Stream.generate(UUID::randomUUID).limit(count).toList();
  }
}
