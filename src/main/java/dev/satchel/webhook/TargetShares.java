package dev.satchel.webhook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who uses how much of this replica's capacity. A target that fails gets one delivery at a time
 * until it takes one, so that many dead targets take less than everything. Not safe for concurrent
 * use.
 */
final class TargetShares {

  /** Failing targets; with more of them, all get another chance. */
  private static final int REMEMBERED = 1000;

  private final int capacity;
  private final int perTarget;
  private final Map<UUID, Integer> running = new HashMap<>();
  private final Set<UUID> failing = new HashSet<>();
  private int total;

  TargetShares(int capacity, int perTarget) {
    this.capacity = capacity;
    this.perTarget = perTarget;
  }

  int free() {
    return capacity - total;
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
    return Stream.concat(
            running.entrySet().stream()
                .filter(it -> it.getValue() > perTarget / 2)
                .map(Map.Entry::getKey),
            running.keySet().stream().filter(failing::contains))
        .collect(Collectors.toSet());
  }

  void started(UUID target) {
    total++;
    running.merge(target, 1, Integer::sum);
  }

  void ended(UUID target, boolean success) {
    total--;
    running.computeIfPresent(target, (id, count) -> count == 1 ? null : count - 1);
    if (success) {
      failing.remove(target);
    } else {
      failing.add(target);
    }
    if (failing.size() > REMEMBERED) {
      failing.clear();
    }
  }
}
