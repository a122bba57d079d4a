package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How often a key may call: {@code satchel.api.rate-limit} requests a minute, of each replica. All
 * of them may come at once; then one more whenever that share of the minute has passed (the generic
 * cell rate algorithm, ITU-T I.371).
 *
 * <p>Holds one number for each key, of as many keys as are remembered. Any thread may call.
 */
@ApplicationScoped
class RateLimit {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Optional<Integer> limit;
  private final LongSupplier nanoTime;

  /** When each key would have used up nothing, by the clock of {@code nanoTime}. */
  private final Cache<UUID, AtomicLong> idleFrom;

  @Inject
  RateLimit(AccessConfig config) {
    this(config.rateLimit(), config.keyCacheSize(), System::nanoTime);
  }

  RateLimit(Optional<Integer> limit, int keys, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.idleFrom = Caffeine.newBuilder().maximumSize(keys).build();
  }

  /** Counts a request of the key; empty where it may go on, else how long it should wait. */
  Optional<Duration> exceededBy(UUID key) {
    return limit.flatMap(perMinute -> exceeded(key, WINDOW.toNanos() / perMinute));
  }

  private Optional<Duration> exceeded(UUID key, long share) {
    long now = nanoTime.getAsLong();
    AtomicLong idle = idleFrom.get(key, unknown -> new AtomicLong(now));
    long before = idle.getAndUpdate(from -> next(from, now, share));
    long wait = ahead(before, now) + share - WINDOW.toNanos();
    return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
  }

  private static long next(long from, long now, long share) {
    long used = ahead(from, now) + share;
    return used > WINDOW.toNanos() ? from : now + used;
  }

  private static long ahead(long from, long now) {
    return Math.max(0, from - now);
  }
}
