package dev.satchel.access;

import dev.satchel.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How often a key, or whoever has a link, may call: {@code satchel.api.rate-limit} requests a
 * minute, of each replica, as {@link Allowance} counts them. Any thread may call.
 */
@ApplicationScoped
class RateLimit {

  private final Optional<Allowance<UUID>> requests;

  @Inject
  RateLimit(AccessConfig config) {
    this(config.rateLimit(), config.keyCacheSize(), System::nanoTime);
  }

  RateLimit(Optional<Integer> limit, int keys, LongSupplier nanoTime) {
    this.requests = limit.map(perMinute -> new Allowance<>(perMinute, keys, nanoTime));
  }

  /**
   * Counts a request of the key.
   *
   * @throws ProblemException with {@code rate_limited}
   */
  void require(UUID key) {
    exceededBy(key)
        .ifPresent(
            wait -> {
              throw ProblemException.rateLimited(wait);
            });
  }

  /** Counts a request of the key; empty where it may go on, else how long it should wait. */
  Optional<Duration> exceededBy(UUID key) {
    return requests.flatMap(allowance -> allowance.take(key));
  }
}
