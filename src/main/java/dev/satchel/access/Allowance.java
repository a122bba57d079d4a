package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * So many a minute for each: all of them may come at once; then one more whenever that share of the
 * minute has passed (the generic cell rate algorithm, ITU-T I.371, which is a token bucket in one
 * number).
 *
 * <p>Holds a number for each of those that came last, as many as it is told. Any thread may call.
 *
 * @param <K> who each is
 */
final class Allowance<K> {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long share;
  private final LongSupplier nanoTime;

  /** When each would have used up nothing, by the clock of {@code nanoTime}. */
  private final Cache<K, AtomicLong> idleFrom;

  /**
   * @param perMinute of each
   * @param remembered how many there may be at a time; who is forgotten may do it all anew
   */
  Allowance(int perMinute, int remembered, LongSupplier nanoTime) {
    this.share = WINDOW.toNanos() / perMinute;
    this.nanoTime = nanoTime;
    this.idleFrom = Caffeine.newBuilder().maximumSize(remembered).build();
  }

  /** Takes one; empty where that was left, else how long to wait for it. */
  Optional<Duration> take(K who) {
    long now = nanoTime.getAsLong();
    AtomicLong idle = idleFrom.get(who, unknown -> new AtomicLong(now));
    long before = idle.getAndUpdate(from -> next(from, now));
    long wait = ahead(before, now) + share - WINDOW.toNanos();
    return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
  }

  /** Gives one back that was taken. */
  void giveBack(K who) {
    AtomicLong idle = idleFrom.getIfPresent(who);
    if (idle != null) {
      idle.addAndGet(-share);
    }
  }

  private long next(long from, long now) {
    long used = ahead(from, now) + share;
    return used > WINDOW.toNanos() ? from : now + used;
  }

  private static long ahead(long from, long now) {
    return Math.max(0, from - now);
  }
}
