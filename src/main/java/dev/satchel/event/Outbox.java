package dev.satchel.event;

import dev.satchel.database.Columns;
import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Events, committed with the changes that they tell of. */
@ApplicationScoped
public class Outbox {

  private static final String APPEND =
      """
      insert into event (id, account_id, type, file_request_id, sequence, payload, created_at)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  private final EventTargets targets;

  Outbox(EventTargets targets) {
    this.targets = targets;
  }

  /**
   * Appends an event and whom it has to reach, in the caller's transaction. A crash before the
   * commit leaves nothing of it, one after it leaves everything. The caller rings {@link
   * DeliverySignal} after the commit.
   *
   * @param url the one target, where the change names one; else all that the account has registered
   */
  public Uni<Void> append(Transaction transaction, Event event, Optional<String> url) {
    return append(transaction, event).chain(() -> targets.enqueue(transaction, event, url));
  }

  /** Appends an event for which the caller enqueues the deliveries itself, in its transaction. */
  public Uni<Void> append(Transaction transaction, Event event) {
    return transaction.update(APPEND, row(event)).replaceWithVoid();
  }

  private static Tuple row(Event event) {
    return Tuple.from(
        new Object[] {
          event.id(),
          event.accountId(),
          event.type().wireName(),
          event.fileRequestId(),
          event.sequence(),
          event.payload(),
          Columns.utc(event.createdAt())
        });
  }
}
