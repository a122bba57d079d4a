package dev.satchel.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.lifetime.CallerContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Keys on their way from the database. Who sends a key that is being looked up joins that lookup,
 * up to as many keys as are remembered; so a client that begins with many calls at once tries one
 * key, and not many. A lookup ends by itself, and settles what it was charged, whoever still waits
 * for it. Safe for concurrent use.
 */
@ApplicationScoped
class KeyLookups {

  private static final Duration FAMILIAR = Duration.ofHours(1);

  private final ApiKeys keys;
  private final Guesses guesses;
  private final int limit;

  /** By the key's hash; to be locked. */
  private final Map<String, Lookup> running = new HashMap<>();

  /** Hashes of keys that are looked up again without counting as a guess. */
  private final Cache<String, Boolean> familiar;

  KeyLookups(ApiKeys keys, Guesses guesses, AccessConfig config) {
    this.keys = keys;
    this.guesses = guesses;
    this.limit = config.keyCacheSize();
    this.familiar =
        Caffeine.newBuilder().maximumSize(config.keyCacheSize()).expireAfterWrite(FAMILIAR).build();
  }

  /**
   * What there is to say of the key with this hash, which {@code client} sends. Arrives in the
   * caller's Vert.x context, where there is one.
   *
   * @param judge says it of what was found, once for all who wait
   */
  Uni<KeyCheck> find(
      byte[] hash, ClientNetwork client, Function<Optional<ApiKey>, KeyCheck> judge) {
    var own = new Lookup(hash, client, judge);
    Optional<Duration> wait;
    Lookup lookup;
    synchronized (running) {
      lookup = running.getOrDefault(own.name, own);
      wait = lookup == own ? own.admitted() : Optional.empty();
    }
    if (wait.isPresent()) {
      return Uni.createFrom().item(new KeyCheck.NotLookedAt(wait.get()));
    }
    return lookup == own ? own.begun() : lookup.joinedBy(client);
  }

  private final class Lookup {

    final String name;
    private final byte[] hash;
    private final ClientNetwork first;
    private final Function<Optional<ApiKey>, KeyCheck> judge;
    private final CompletableFuture<KeyCheck> result = new CompletableFuture<>();
    private boolean counted;

    Lookup(byte[] hash, ClientNetwork first, Function<Optional<ApiKey>, KeyCheck> judge) {
      this.name = HexFormat.of().formatHex(hash);
      this.hash = hash;
      this.first = first;
      this.judge = judge;
    }

    /** From now on it may be joined; or how long to wait, since there were too many guesses. */
    Optional<Duration> admitted() {
      counted = familiar.getIfPresent(name) == null;
      Optional<Duration> wait = counted ? guesses.exceededBy(first) : Optional.empty();
      if (wait.isEmpty() && running.size() < limit) {
        running.put(name, this);
      }
      return wait;
    }

    Uni<KeyCheck> begun() {
      Uni<KeyCheck> waiting = result();
      Uni.createFrom()
          .deferred(() -> keys.find(hash))
          .map(judge)
          .subscribe()
          .with(this::ended, this::failed);
      return waiting;
    }

    /** Who joins is charged behind the result, if at all. */
    Uni<KeyCheck> joinedBy(ClientNetwork client) {
      return result()
          .invoke(
              check -> {
                if (check instanceof KeyCheck.Refused) {
                  guesses.exceededBy(client);
                }
              });
    }

    private void ended(KeyCheck check) {
      boolean refused = check instanceof KeyCheck.Refused;
      if (counted && !refused) {
        guesses.takeBack(first);
      } else if (refused && !counted) {
        guesses.exceededBy(first);
      }
      remember(refused);
      leave();
      result.complete(check);
    }

    /** Nobody can tell what the key was. */
    private void failed(Throwable failure) {
      if (counted) {
        guesses.takeBack(first);
      }
      leave();
      result.completeExceptionally(failure);
    }

    private void remember(boolean refused) {
      if (refused) {
        familiar.invalidate(name);
      } else {
        familiar.put(name, true);
      }
    }

    private void leave() {
      synchronized (running) {
        running.remove(name, this);
      }
    }

    /** Whoever cancels no longer waits, and that is all. */
    private Uni<KeyCheck> result() {
      return CallerContext.here(Uni.createFrom().<KeyCheck>emitter(this::tell));
    }

    private void tell(UniEmitter<? super KeyCheck> waiter) {
      var _ =
          result.whenComplete(
              (check, failure) -> {
                if (failure == null) {
                  waiter.complete(check);
                } else {
                  waiter.fail(failure);
                }
              });
    }
  }
}
