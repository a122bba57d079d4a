package dev.satchel.id;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** RFC 9562 section 5.7. */
class TimeOrderedIdsTest {

  /** The time of the standard's example in appendix A.6: 0x017F22E279B0. */
  private static final Instant TIME = Instant.parse("2022-02-22T19:22:22Z");

  private static final long MILLIS = 0x017F22E279B0L;

  private final SettableClock clock = new SettableClock();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock);

  @Test
  void hasTheLayoutOfVersion7() {
    clock.stopAt(TIME);

    UUID id = ids.next();

    assertThat(id.toString()).matches("017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(millis(id)).isEqualTo(MILLIS);
  }

  /** Section 6.9: who knows one identifier cannot guess another. */
  @Test
  void hasRandomBitsInEveryPlaceLeftForThem() {
    long seen = 0;
    long always = -1;
    for (int i = 0; i < 1_000; i++) {
      long low = ids.next().getLeastSignificantBits();
      seen |= low;
      always &= low;
    }

    assertThat(seen).isEqualTo(0xBFFF_FFFF_FFFF_FFFFL);
    assertThat(always).isEqualTo(0x8000_0000_0000_0000L);
  }

  @Test
  void growsWithTheTime() {
    clock.stopAt(TIME);
    UUID before = ids.next();
    clock.advance(Duration.ofMillis(1));

    assertThat(ids.next()).isGreaterThan(before);
    assertThat(millis(ids.next())).isEqualTo(MILLIS + 1);
  }

  /** More than the counter holds: section 6.2 lets the time run ahead. */
  @Test
  void growsWithinOneMillisecond() {
    clock.stopAt(TIME);

    List<UUID> made = made(10_000);

    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(millis(made.get(4095))).isEqualTo(MILLIS);
    assertThat(millis(made.get(4096))).isEqualTo(MILLIS + 1);
  }

  @Test
  void growsAfterTheTimeHasRunAhead() {
    clock.stopAt(TIME);
    List<UUID> made = made(5_000);
    clock.advance(Duration.ofMillis(1));
    made.addAll(made(5_000));
    clock.advance(Duration.ofMillis(5));
    made.addAll(made(10));

    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(millis(made.getLast())).isEqualTo(MILLIS + 6);
  }

  @Test
  void growsWhenTheClockGoesBack() {
    clock.stopAt(TIME);
    List<UUID> made = made(10);
    clock.stopAt(TIME.minusSeconds(3_600));
    made.addAll(made(10_000));
    clock.stopAt(TIME.plusSeconds(1));
    made.addAll(made(10));

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void givesEachThreadItsOwnInOrder() throws Exception {
    clock.stopAt(TIME);
    Set<UUID> all = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<UUID>> made : threads.invokeAll(eightTimes(() -> made(20_000)))) {
        assertThat(made.get()).isSorted();
        all.addAll(made.get());
      }
    }

    assertThat(all).hasSize(8 * 20_000);
    assertThat(all.stream().map(UUID::getMostSignificantBits).distinct().count())
        .isEqualTo(all.size());
  }

  private static <T> List<Callable<T>> eightTimes(Callable<T> task) {
    return List.of(task, task, task, task, task, task, task, task);
  }

  private List<UUID> made(int count) {
    List<UUID> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      made.add(ids.next());
    }
    return made;
  }

  private static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
