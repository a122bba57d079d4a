package dev.satchel.access;

import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
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
class ApiKeys implements PanacheRepositoryBase<ApiKey, UUID> {

  private static final String VALID =
      "keyHash = :hash and revokedAt is null and (expiresAt is null or expiresAt > :now)";

  private static final String OF_ACCOUNT = "accountId = :account and revokedAt is null";
  private static final String REVOKE = "revokedAt = :now where id = :id and " + OF_ACCOUNT;

  private final Database database;
  private final Accounts accounts;
  private final AuditTrail trail;
  private final Clock clock;

  ApiKeys(Database database, Accounts accounts, AuditTrail trail, Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.trail = trail;
    this.clock = clock;
  }

  /** The key with this hash; empty where there is none that is neither revoked nor expired. */
  Uni<Optional<ApiKey>> valid(byte[] hash) {
    var parameters = Parameters.with("hash", hash).and("now", clock.instant());
    return database.session(() -> find(VALID, parameters).firstResult()).map(Optional::ofNullable);
  }

  /** All of an account that are not revoked, newest first. */
  Uni<List<ApiKey>> list(Caller caller) {
    return database.session(
        () -> find(OF_ACCOUNT + " order by createdAt desc, id desc", of(caller)).list());
  }

  /** Inserts {@code key}, unless its account has {@code most} already; tells whether it did. */
  Uni<Boolean> insert(Caller caller, ApiKey key, int most) {
    return accounts.addUpTo(
        most,
        key.accountId,
        () -> count(OF_ACCOUNT, Parameters.with("account", key.accountId)),
        transaction ->
            persist(key)
                .chain(() -> record(transaction, caller, AuditedAction.KEY_CREATE, key.id)));
  }

  /** Revokes the key from now on; false if the account has no such key. */
  Uni<Boolean> revoke(Caller caller, UUID id) {
    var parameters = of(caller).and("id", id).and("now", clock.instant());
    return database.transactionSession(
        transaction ->
            update(REVOKE, parameters)
                .map(revoked -> revoked == 1)
                .call(
                    revoked ->
                        revoked
                            ? record(transaction, caller, AuditedAction.KEY_REVOKE, id)
                            : Uni.createFrom().voidItem()));
  }

  private Uni<Void> record(Transaction transaction, Caller caller, AuditedAction action, UUID key) {
    return trail.append(transaction, caller.actor(), action, key);
  }

  private static Parameters of(Caller caller) {
    return Parameters.with("account", caller.accountId());
  }
}
