package dev.satchel.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {

  private static final UUID ANN = new UUID(0, 1);
  private static final UUID BEN = new UUID(0, 2);
  private static final UUID CAT = new UUID(0, 3);

  private final FairQueue<String> queue = new FairQueue<>(4);

  @Test
  void servesAccountsInTurnAndEachInOrder() {
    queue.offer(ANN, "a1");
    queue.offer(ANN, "a2");
    queue.offer(ANN, "a3");
    queue.offer(BEN, "b1");

    assertThat(all()).containsExactly("a1", "b1", "a2", "a3");
    assertThat(queue.size()).isZero();
  }

  @Test
  void refusesAnAccountThatFillsItAlone() {
    fill(ANN, "a");

    assertThat(queue.offer(ANN, "more")).contains("more");
    assertThat(all()).containsExactly("a1", "a2", "a3", "a4");
  }

  @Test
  void givesAPlaceOfTheLongestLineToAnotherAccount() {
    fill(ANN, "a");

    assertThat(queue.offer(BEN, "b1")).contains("a4");
    assertThat(queue.offer(BEN, "b2")).contains("a3");
    assertThat(queue.offer(BEN, "b3")).contains("b3");
    assertThat(queue.offer(CAT, "c1")).get().isIn("a2", "b2");
    assertThat(queue.size()).isEqualTo(4);
  }

  @Test
  void takesNothingFromAnAccountThatHasOneInLine() {
    for (int account = 1; account <= 4; account++) {
      queue.offer(new UUID(1, account), "only");
    }

    assertThat(queue.offer(ANN, "a1")).contains("a1");
  }

  @Test
  void forgetsWhatIsRemoved() {
    fill(ANN, "a");

    assertThat(queue.remove(ANN, "a2")).isTrue();
    assertThat(queue.remove(ANN, "a2")).isFalse();
    assertThat(queue.remove(BEN, "a1")).isFalse();
    assertThat(queue.offer(ANN, "a5")).isEmpty();
    assertThat(all()).containsExactly("a1", "a3", "a4", "a5");
  }

  /** Whatever happens to it: bounded, in order, nothing lost, nothing twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsWhatItIsGiven(long seed) {
    var random = new Random(seed);
    Map<UUID, List<String>> lines = new HashMap<>();
    for (int step = 0; step < 10_000; step++) {
      var account = new UUID(0, random.nextInt(5));
      List<String> line = lines.computeIfAbsent(account, it -> new ArrayList<>());
      switch (random.nextInt(5)) {
        case 0, 1, 2 -> offer(lines, account, Integer.toString(step));
        case 3 -> poll(lines);
        default -> {
          boolean there = !line.isEmpty();
          String item = there ? line.get(random.nextInt(line.size())) : "other";
          line.remove(item);
          assertThat(queue.remove(account, item)).isEqualTo(there);
        }
      }
      assertThat(queue.size()).isBetween(0, 4);
      assertThat(queue.size()).isEqualTo(lines.values().stream().mapToInt(List::size).sum());
    }
  }

  private void offer(Map<UUID, List<String>> lines, UUID account, String item) {
    lines.getOrDefault(account, List.of()).add(item);
    int longest = lines.values().stream().mapToInt(List::size).max().orElseThrow();
    queue
        .offer(account, item)
        .ifPresent(
            refused -> {
              List<String> line = lineOf(lines, refused);
              assertThat(line.getLast()).isEqualTo(refused);
              assertThat(line).hasSize(longest);
              line.removeLast();
            });
  }

  private void poll(Map<UUID, List<String>> lines) {
    Optional<String> first = queue.poll();
    first.ifPresent(item -> assertThat(lineOf(lines, item).removeFirst()).isEqualTo(item));
  }

  private static List<String> lineOf(Map<UUID, List<String>> lines, String item) {
    return lines.values().stream().filter(line -> line.contains(item)).findFirst().orElseThrow();
  }

  private void fill(UUID account, String prefix) {
    for (int i = 1; i <= 4; i++) {
      assertThat(queue.offer(account, prefix + i)).isEmpty();
    }
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (var next = queue.poll(); next.isPresent(); next = queue.poll()) {
      all.add(next.get());
    }
    return all;
  }
}
