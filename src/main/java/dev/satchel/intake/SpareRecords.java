package dev.satchel.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * Records that were committed before an upload needs one. None is given out twice, and none that is
 * older than a shelf life. Safe for concurrent use.
 */
final class SpareRecords {

  private record Spare(UUID id, Instant since) {}

  private final int wanted;
  private final Duration shelfLife;
  private final InstantSource clock;
  private final Queue<Spare> spares = new ArrayDeque<>();
  private boolean filling;

  /**
   * Holds none.
   *
   * @param wanted how many there should be
   * @param clock by which records are given up
   */
  SpareRecords(int wanted, Duration shelfLife, InstantSource clock) {
    this.wanted = wanted;
    this.shelfLife = shelfLife;
    this.clock = clock;
  }

  /** One of them, which is the caller's from now on; the oldest that is fresh. */
  synchronized Optional<UUID> take() {
    return Optional.ofNullable(hasFresh() ? spares.remove().id : null);
  }

  /**
   * How many are to be added now, if any: half of them are gone, and nobody else adds. Whoever is
   * told more than none ends with {@link #add} or {@link #giveUp}.
   */
  synchronized int missing() {
    if (filling || spares.size() > wanted / 2) {
      return 0;
    }
    filling = wanted > 0;
    return wanted - spares.size();
  }

  /** Adds what was committed just now. */
  synchronized void add(List<UUID> ids) {
    Instant now = clock.instant();
    ids.forEach(id -> spares.add(new Spare(id, now)));
    filling = false;
  }

  /** They could not be added. */
  synchronized void giveUp() {
    filling = false;
  }

  /** Those that are too old; they are no longer held. */
  synchronized List<UUID> removeOld() {
    List<UUID> old = new ArrayList<>();
    while (!spares.isEmpty() && !hasFresh()) {
      old.add(spares.remove().id);
    }
    return old;
  }

  /** All of them; none is held any longer. */
  synchronized List<UUID> removeAll() {
    List<UUID> all = spares.stream().map(Spare::id).toList();
    spares.clear();
    return all;
  }

  private boolean hasFresh() {
    Spare oldest = spares.peek();
    return oldest != null && clock.instant().isBefore(oldest.since.plus(shelfLife));
  }
}
