package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.access.Refusals.Reason;
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

  /** What there is to say of what {@code client} sends as {@code key}. */
  Uni<KeyCheck> find(String key, ClientNetwork client) {
    byte[] hash = KeyHash.of(key);
    String name = HexFormat.of().formatHex(hash);
    ApiKey found = known.getIfPresent(name);
    if (found != null) {
      return Uni.createFrom().item(check(Optional.of(found)));
    }
    boolean counts = familiar.getIfPresent(name) == null;
    Optional<Duration> wait = counts ? guesses.exceededBy(client) : Optional.empty();
    return wait.isPresent()
        ? Uni.createFrom().item(new KeyCheck.NotLookedAt(wait.get()))
        : lookUp(hash, client, counts).invoke(it -> remember(name, it));
  }

  /** Looks the keys up again when they are sent the next time: they have been revoked. */
  public void forget(Collection<UUID> ids) {
    known.asMap().values().removeIf(key -> ids.contains(key.id));
  }

  /**
   * @param counted whether this has been counted as a guess already
   */
  private Uni<KeyCheck> lookUp(byte[] hash, ClientNetwork client, boolean counted) {
    return keys.find(hash)
        .map(this::check)
        .onFailure()
        .invoke(unknown -> settle(client, counted, false))
        .invoke(it -> settle(client, counted, it instanceof KeyCheck.Refused));
  }

  private void settle(ClientNetwork client, boolean counted, boolean counts) {
    if (counted && !counts) {
      guesses.takeBack(client);
    } else if (counts && !counted) {
      guesses.exceededBy(client);
    }
  }

  private KeyCheck check(Optional<ApiKey> found) {
    return found
        .map(
            key -> {
              if (key.isRevoked()) {
                return new KeyCheck.Refused(Reason.REVOKED_KEY, found);
              }
              return key.isExpired(clock.instant())
                  ? new KeyCheck.Refused(Reason.EXPIRED_KEY, found)
                  : new KeyCheck.Valid(key);
            })
        .orElseGet(() -> new KeyCheck.Refused(Reason.UNKNOWN_KEY, found));
  }

  private void remember(String name, KeyCheck check) {
    if (check instanceof KeyCheck.Valid valid) {
      known.put(name, valid.key());
      familiar.put(name, true);
    } else {
      familiar.invalidate(name);
    }
  }
}
