package dev.satchel.webhook;

import dev.satchel.access.Accounts;
import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The webhooks in the database, as their account may see them: it is part of each query. Those who
 * deliver ask for other things, and elsewhere.
 */
@ApplicationScoped
class Webhooks {

  private static final String OWNED = "accountId = :account and id = :id";
  private static final String NEWEST_FIRST =
      "accountId = :account order by createdAt desc, id desc";

  private final Rows rows;
  private final Database database;
  private final Accounts accounts;
  private final AuditTrail trail;

  Webhooks(Rows rows, Database database, Accounts accounts, AuditTrail trail) {
    this.rows = rows;
    this.database = database;
    this.accounts = accounts;
    this.trail = trail;
  }

  Uni<Optional<Webhook>> find(Caller caller, UUID id) {
    return database
        .session(() -> rows.find(OWNED, owned(caller, id)).firstResult())
        .map(Optional::ofNullable);
  }

  /** All of them, newest first. */
  Uni<List<Webhook>> list(Caller caller) {
    return database.session(() -> rows.find(NEWEST_FIRST, of(caller)).list());
  }

  /** Inserts {@code webhook}, unless its account has {@code most} already; tells whether it did. */
  Uni<Boolean> insert(Caller caller, Webhook webhook, int most) {
    return accounts.addUpTo(
        most,
        webhook.accountId,
        () -> rows.count("accountId", webhook.accountId),
        transaction ->
            rows.persist(webhook)
                .chain(
                    () -> record(transaction, caller, AuditedAction.WEBHOOK_CREATE, webhook.id)));
  }

  /** Changes the webhook, if there is one, while nobody else does; gives it as it is then. */
  Uni<Optional<Webhook>> change(
      Caller caller, UUID id, AuditedAction action, Consumer<Webhook> change) {
    return database.transactionSession(
        transaction ->
            rows.find(OWNED, owned(caller, id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable)
                .invoke(found -> found.ifPresent(change))
                .call(
                    found ->
                        found.isPresent()
                            ? record(transaction, caller, action, id)
                            : Uni.createFrom().voidItem()));
  }

  /** Deletes the webhook and its deliveries; false if there is none. */
  Uni<Boolean> delete(Caller caller, UUID id) {
    return trail.change(
        caller.actor(),
        AuditedAction.WEBHOOK_DELETE,
        id,
        () -> rows.delete(OWNED, owned(caller, id)));
  }

  private Uni<Void> record(Transaction transaction, Caller caller, AuditedAction action, UUID id) {
    return trail.append(transaction, caller.actor(), action, id);
  }

  private static Parameters owned(Caller caller, UUID id) {
    return of(caller).and("id", id);
  }

  private static Parameters of(Caller caller) {
    return Parameters.with("account", caller.accountId());
  }

  /** The bare table, which nobody else can reach. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<Webhook, UUID> {}
}
