package dev.satchel.thumbnail;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A bounded queue with a line for each account. The lines are served in turn, so an account waits
 * for one item of each other account, however many these have in line.
 *
 * <p>One account alone may fill the queue. Where it is full, the last one of the longest line gives
 * way to an account whose line would still be shorter than that one; so each of {@code n} accounts
 * gets its {@code n}th part of the places, and none keeps another out.
 *
 * <p>Not safe for use by several threads.
 */
final class FairQueue<T> {

  private final int capacity;

  /** The next line to be served comes first; none is empty. */
  private final LinkedHashMap<UUID, ArrayDeque<T>> lines = new LinkedHashMap<>();

  private int size;

  FairQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Puts an item at the end of its account's line; gives the one that finds no place, if any. */
  Optional<T> offer(UUID account, T item) {
    if (size < capacity) {
      add(account, item);
      return Optional.empty();
    }
    ArrayDeque<T> longest = longestLine();
    if (longest.size() <= line(account).size() + 1) {
      return Optional.of(item);
    }
    T last = longest.removeLast();
    size--;
    add(account, item);
    return Optional.of(last);
  }

  /** Takes the first item of the line whose turn it is. */
  Optional<T> poll() {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<UUID, ArrayDeque<T>> turn = lines.firstEntry();
    T first = turn.getValue().removeFirst();
    size--;
    lines.remove(turn.getKey());
    if (!turn.getValue().isEmpty()) {
      lines.put(turn.getKey(), turn.getValue());
    }
    return Optional.of(first);
  }

  /** Takes an item out of its line; false where it is not there. */
  boolean remove(UUID account, T item) {
    ArrayDeque<T> line = line(account);
    if (!line.remove(item)) {
      return false;
    }
    size--;
    if (line.isEmpty()) {
      lines.remove(account);
    }
    return true;
  }

  /** The first item of each line. */
  Stream<T> heads() {
    return lines.values().stream().map(ArrayDeque::getFirst);
  }

  /** Items in all lines. */
  int size() {
    return size;
  }

  private void add(UUID account, T item) {
    lines.computeIfAbsent(account, first -> new ArrayDeque<>()).addLast(item);
    size++;
  }

  private ArrayDeque<T> longestLine() {
    return lines.values().stream()
        .max(Comparator.comparingInt(ArrayDeque::size))
        .orElseGet(ArrayDeque::new);
  }

  /** Empty where the account has none. */
  private ArrayDeque<T> line(UUID account) {
    return lines.getOrDefault(account, new ArrayDeque<>());
  }
}
