package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys found valid not long ago, so that not every request asks the database. A key that has been
 * revoked is honoured for {@code satchel.api.key-cache-time} at the most, one that expires not for
 * an instant. Keys that are not valid are not remembered: a new key works at once, and guesses fill
 * nothing.
 *
 * <p>{@link Guesses} limits those who try keys that are not valid, by where they come from. Whose
 * key was valid in the last hour is not among them: who shares an address with somebody who guesses
 * goes on, and only with a key that this replica has not seen has to wait.
 */
@ApplicationScoped
public class KnownKeys {

  private static final Duration FAMILIAR = Duration.ofHours(1);

  private final ApiKeys keys;
  private final Guesses guesses;
  private final Clock clock;
  private final Cache<String, ApiKey> known;

  /** Hashes of keys that are looked up again without counting as a guess. */
  private final Cache<String, Boolean> familiar;

  KnownKeys(ApiKeys keys, Guesses guesses, AccessConfig config, Clock clock) {
    this.keys = keys;
    this.guesses = guesses;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(config.keyCacheSize())
            .expireAfterWrite(config.keyCacheTime())
            .build();
    this.familiar =
        Caffeine.newBuilder().maximumSize(config.keyCacheSize()).expireAfterWrite(FAMILIAR).build();
  }

  /**
   * The key that callers send as {@code key}; empty where it is unknown, revoked or expired. Fails
   * with {@code rate_limited} where {@code client} has tried too many of those.
   */
  Uni<Optional<ApiKey>> find(String key, ClientNetwork client) {
    byte[] hash = KeyHash.of(key);
    String name = HexFormat.of().formatHex(hash);
    ApiKey found = known.getIfPresent(name);
    if (found != null) {
      return Uni.createFrom().item(unexpired(Optional.of(found)));
    }
    Uni<Optional<ApiKey>> lookup =
        familiar.getIfPresent(name) == null
            ? guess(hash, client)
            : keys.valid(hash).invoke(it -> countUnlessValid(it, client));
    return lookup.invoke(it -> remember(name, it)).map(this::unexpired);
  }

  /** Looks the keys up again when they are sent the next time: they have been revoked. */
  public void forget(Collection<UUID> ids) {
    known.asMap().values().removeIf(key -> ids.contains(key.id));
  }

  private Uni<Optional<ApiKey>> guess(byte[] hash, ClientNetwork client) {
    Optional<Duration> wait = guesses.exceededBy(client);
    if (wait.isPresent()) {
      return Uni.createFrom().failure(ProblemException.tooManyGuesses(wait.get()));
    }
    return keys.valid(hash)
        .invoke(it -> it.ifPresent(valid -> guesses.takeBack(client)))
        .onFailure()
        .invoke(unknown -> guesses.takeBack(client));
  }

  private void countUnlessValid(Optional<ApiKey> found, ClientNetwork client) {
    if (found.isEmpty()) {
      guesses.exceededBy(client);
    }
  }

  private void remember(String name, Optional<ApiKey> found) {
    if (found.isPresent()) {
      known.put(name, found.get());
      familiar.put(name, true);
    } else {
      familiar.invalidate(name);
    }
  }

  private Optional<ApiKey> unexpired(Optional<ApiKey> found) {
    return found.filter(key -> !key.isExpired(clock.instant()));
  }
}
