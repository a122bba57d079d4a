package dev.satchel.access;

import dev.satchel.database.BeforeServing;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/**
 * Brings the database's bootstrap key in line with {@code satchel.api.bootstrap-key} at start: set,
 * changed or, where the property is gone, revoked. One that was revoked over the API stays so until
 * the property changes. Any number of replicas may do it at once.
 */
@ApplicationScoped
class BootstrapKey implements BeforeServing {

  /** The one key that is not made over the API; there is at most one, of one account. */
  private static final UUID KEY_ID = new UUID(0x7000L, 0x8000_0000_0000_0001L);

  /** The account {@code default}, which is the operator's. */
  static final UUID ACCOUNT_ID = new UUID(0x7000L, 0x8000_0000_0000_0000L);

  /** Of 32 different characters by chance, as many as make a hundred bits. */
  private static final int SHORTEST = 20;

  private static final List<String> TRIALS = List.of("dev", "test");

  private static final String SET =
      """
      with operator as (insert into account (id, name, created_at) values ($2, 'default', $5)
        on conflict do nothing)
      insert into api_key (id, account_id, name, key_hash, scopes, created_at)
      values ($1, $2, 'bootstrap', $3, $4, $5)
      on conflict (id) do update
      set key_hash = excluded.key_hash, scopes = excluded.scopes,
        revoked_at = case when api_key.key_hash = excluded.key_hash then api_key.revoked_at end
      """;

  /** Forgets the key too: the same one counts as another when it is set again. */
  private static final String REVOKE =
      """
      update api_key set revoked_at = $2, key_hash = '\\x00' where id = $1 and revoked_at is null
      """;

  private final AccessConfig config;
  private final Database database;
  private final Clock clock;

  BootstrapKey(AccessConfig config, Database database, Clock clock) {
    this.config = config;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Uni<Void> prepare() {
    config.bootstrapKey().ifPresent(key -> requireLength(key, ConfigUtils.getProfiles()));
    return config.bootstrapKey().map(this::set).orElseGet(this::revoke).replaceWithVoid();
  }

  /**
   * A key that somebody may guess is for trying things out.
   *
   * @throws IllegalArgumentException which names the property, and not the key
   */
  static void requireLength(String key, List<String> profiles) {
    if (key.length() < SHORTEST && Collections.disjoint(profiles, TRIALS)) {
      throw new IllegalArgumentException(
          "satchel.api.bootstrap-key must have at least "
              + SHORTEST
              + " characters, of which nobody can guess any. Shorter ones are for the profiles dev"
              + " and test.");
    }
  }

  private Uni<Integer> set(String key) {
    String everyScope = Scope.format(EnumSet.allOf(Scope.class));
    Buffer hash = Buffer.buffer(KeyHash.of(key));
    return database.update(SET, Tuple.of(KEY_ID, ACCOUNT_ID, hash, everyScope, now()));
  }

  private Uni<Integer> revoke() {
    return database.update(REVOKE, Tuple.of(KEY_ID, now()));
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
