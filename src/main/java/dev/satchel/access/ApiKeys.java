package dev.satchel.access;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The keys in the database. */
@ApplicationScoped
public class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

  private static final String OF_ACCOUNT = "accountId = :account and revokedAt is null";
  private static final String BY_ID = "id = :id and " + OF_ACCOUNT;

  /** The key with all that it has made, they have made, and so on. */
  private static final String REVOKE =
      """
      with recursive family(id) as (
        select id from api_key where account_id = $1 and id = $2
        union
        select made.id from api_key made join family on made.issued_by = family.id)
      update api_key set revoked_at = $3
      where id in (select id from family) and revoked_at is null
      returning id
      """;

  private final Database database;
  private final Clock clock;

  ApiKeys(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The key with this hash, valid or not. */
  Uni<Optional<ApiKey>> find(byte[] hash) {
    return database.session(() -> find("keyHash", hash).firstResult()).map(Optional::ofNullable);
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

  /** The key of the account, expired or not, in the caller's session; empty once it is revoked. */
  public Uni<Optional<ApiKey>> find(UUID account, UUID id) {
    return find(BY_ID, of(account).and("id", id)).firstResult().map(Optional::ofNullable);
  }

  /**
   * Revokes the key from now on, and all keys that came of it. Has to be alone with the account
   * ({@link Accounts#alone}), so that none is made meanwhile.
   *
   * @return those that were revoked now
   */
  public Uni<List<UUID>> revoke(Transaction transaction, UUID account, UUID id) {
    return transaction
        .query(REVOKE, Tuple.of(account, id, Columns.utc(clock.instant())))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  private static Parameters of(UUID account) {
    return Parameters.with("account", account);
  }
}
