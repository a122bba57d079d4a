package dev.satchel.webhook;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who uses how much of this replica's capacity. A target that fails gets one delivery at a time
 * until it takes one, and all of those together get half of the capacity, so that many dead targets
 * leave the other half to others. Not safe for concurrent use.
 */
final class TargetShares {

  /** Failing targets; of more of them, the one that has failed longest ago gets another chance. */
  private static final int REMEMBERED = 10_000;

  private final int capacity;
  private final int perTarget;
  private final Map<UUID, Integer> running = new HashMap<>();
  private final SequencedSet<UUID> failing = new LinkedHashSet<>();
  private UUID latest = new UUID(0, 0);
  private int total;

  TargetShares(int capacity, int perTarget) {
    this.capacity = capacity;
    this.perTarget = perTarget;
  }

  int free() {
    return capacity - total;
  }

  /** Of these, how many there are for all failing targets together. */
  int freeForFailing() {
    int taken =
        running.entrySet().stream()
            .filter(it -> failing.contains(it.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return Math.max(0, Math.ceilDiv(capacity, 2) - taken);
  }

  /** The target of the delivery that was started last; at first, one before all others. */
  UUID latest() {
    return latest;
  }

  /** Deliveries that may be claimed of each target that is not busy. */
  int quantum() {
    return Math.ceilDiv(perTarget, 2);
  }

  /** Targets of each of which one delivery may be claimed at a time. */
  Set<UUID> failing() {
    return Set.copyOf(failing);
  }

  /** Targets that have no room for as many more. */
  Set<UUID> busy() {
    Set<UUID> full = freeForFailing() == 0 ? failing : running.keySet();
    return Stream.concat(
            running.entrySet().stream()
                .filter(it -> it.getValue() > perTarget / 2)
                .map(Map.Entry::getKey),
            full.stream().filter(failing::contains))
        .collect(Collectors.toSet());
  }

  void started(UUID target) {
    total++;
    latest = target;
    running.merge(target, 1, Integer::sum);
  }

  void ended(UUID target, boolean success) {
    total--;
    running.computeIfPresent(target, (id, count) -> count == 1 ? null : count - 1);
    if (success) {
      failing.remove(target);
    } else {
      failing.addLast(target);
    }
    if (failing.size() > REMEMBERED) {
      failing.removeFirst();
    }
  }
}
