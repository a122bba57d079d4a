package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.access.Refusals.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
 * <p>{@link KeyLookups} joins those who send the same key at once. {@link Guesses} limits those who
 * try keys that are not valid, by where they come from. Whose key was valid in the last hour is not
 * among them: who shares an address with somebody who guesses goes on, and only with a key that
 * this replica has not seen has to wait.
 */
@ApplicationScoped
public class KnownKeys {

  private final KeyLookups lookups;
  private final Clock clock;
  private final Cache<String, ApiKey> known;

  KnownKeys(KeyLookups lookups, AccessConfig config, Clock clock) {
    this.lookups = lookups;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(config.keyCacheSize())
            .expireAfterWrite(config.keyCacheTime())
            .build();
  }

  /** What there is to say of what {@code client} sends as {@code key}. */
  Uni<KeyCheck> find(String key, ClientNetwork client) {
    byte[] hash = KeyHash.of(key);
    String name = HexFormat.of().formatHex(hash);
    ApiKey found = known.getIfPresent(name);
    return found != null
        ? Uni.createFrom().item(check(Optional.of(found)))
        : lookups.find(hash, client, it -> remembered(name, it));
  }

  /** Looks the keys up again when they are sent the next time: they have been revoked. */
  public void forget(Collection<UUID> ids) {
    known.asMap().values().removeIf(key -> ids.contains(key.id));
  }

  private KeyCheck remembered(String name, Optional<ApiKey> found) {
    KeyCheck check = check(found);
    if (check instanceof KeyCheck.Valid valid) {
      known.put(name, valid.key());
    }
    return check;
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
}
