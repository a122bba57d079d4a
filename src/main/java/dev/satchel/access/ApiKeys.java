package dev.satchel.access;

import dev.satchel.database.Database;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The keys in the database. */
@ApplicationScoped
public class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

  private static final String VALID =
      "keyHash = :hash and revokedAt is null and (expiresAt is null or expiresAt > :now)";

  private static final String OF_ACCOUNT = "accountId = :account and revokedAt is null";
  private static final String REVOKE = "revokedAt = :now where id = :id and " + OF_ACCOUNT;

  private final Database database;
  private final Clock clock;

  ApiKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The key with this hash; empty where there is none that is neither revoked nor expired. */
  Uni<Optional<ApiKey>> valid(byte[] hash) {
    var parameters = Parameters.with("hash", hash).and("now", clock.instant());
    return database.session(() -> find(VALID, parameters).firstResult()).map(Optional::ofNullable);
  }

  /** All of an account that are not revoked, newest first. */
  public Uni<List<ApiKey>> list(UUID account) {
    return database.session(
        () -> find(OF_ACCOUNT + " order by createdAt desc, id desc", of(account)).list());
  }

  /** How many of an account are not revoked, in the caller's session. */
  public Uni<Long> count(UUID account) {
    return count(OF_ACCOUNT, of(account));
  }

  /** Revokes the key from now on, in the caller's session; 0 if the account has no such key. */
  public Uni<Integer> revoke(UUID account, UUID id) {
    return update(REVOKE, of(account).and("id", id).and("now", clock.instant()));
  }

  private static Parameters of(UUID account) {
    return Parameters.with("account", account);
  }
}
