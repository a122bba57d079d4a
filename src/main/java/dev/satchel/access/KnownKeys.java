package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Keys found valid not long ago, so that not every request asks the database. A key that has been
 * revoked is honoured for {@code satchel.api.key-cache-time} at the most, one that expires not for
 * an instant. Keys that are not valid are not remembered: a new key works at once, and guesses fill
 * nothing.
 */
@ApplicationScoped
public class KnownKeys {

  private final ApiKeys keys;
  private final Clock clock;
  private final Cache<String, ApiKey> known;

  KnownKeys(ApiKeys keys, AccessConfig config, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(config.keyCacheSize())
            .expireAfterWrite(config.keyCacheTime())
            .build();
  }

  /** The key that callers send as {@code key}; empty where it is unknown, revoked or expired. */
  Uni<Optional<ApiKey>> find(String key) {
    byte[] hash = KeyHash.of(key);
    String name = HexFormat.of().formatHex(hash);
    ApiKey found = known.getIfPresent(name);
    return found == null
        ? keys.valid(hash)
            .invoke(it -> it.ifPresent(valid -> known.put(name, valid)))
            .map(this::unexpired)
        : Uni.createFrom().item(unexpired(Optional.of(found)));
  }

  /** Looks the key up again when it is sent the next time: it has been revoked. */
  public void forget(UUID id) {
    known.asMap().values().removeIf(key -> key.id.equals(id));
  }

  private Optional<ApiKey> unexpired(Optional<ApiKey> found) {
    return found.filter(key -> !key.isExpired(clock.instant()));
  }
}
