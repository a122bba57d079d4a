package dev.satchel.webhook;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.event.DeliverySignal;
import dev.satchel.event.Event;
import dev.satchel.event.EventType;
import dev.satchel.event.Outbox;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.time.WireTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events that tell one webhook that it is reached, and its owner whether it is. */
@ApplicationScoped
class Pings {

  /** The lock keeps the webhook until its delivery is in. */
  private static final String LOCK =
      "select id from webhook where account_id = $1 and id = $2 for key share";

  private final Database database;
  private final Outbox outbox;
  private final TargetDeliveries targets;
  private final Deliveries deliveries;
  private final AuditTrail trail;
  private final DeliverySignal signal;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Pings(
      Database database,
      Outbox outbox,
      TargetDeliveries targets,
      Deliveries deliveries,
      AuditTrail trail,
      DeliverySignal signal,
      TimeOrderedIds ids,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.targets = targets;
    this.deliveries = deliveries;
    this.trail = trail;
    this.signal = signal;
    this.ids = ids;
    this.clock = clock;
  }

  /** The delivery of a ping to the webhook, enabled or not; empty if there is none. */
  Uni<Optional<DeliveryView>> send(Caller caller, UUID webhook) {
    return database
        .inTransaction(
            transaction ->
                exists(transaction, caller, webhook)
                    .chain(
                        exists ->
                            exists
                                ? enqueue(transaction, caller, webhook)
                                : Uni.createFrom().item(Optional.<DeliveryView>empty())))
        .invoke(enqueued -> enqueued.ifPresent(delivery -> signal.ring()));
  }

  private static Uni<Boolean> exists(Transaction transaction, Caller caller, UUID webhook) {
    return transaction
        .query(LOCK, Tuple.of(caller.accountId(), webhook))
        .map(found -> found.rowCount() == 1);
  }

  private Uni<Optional<DeliveryView>> enqueue(
      Transaction transaction, Caller caller, UUID webhook) {
    Event ping = ping(caller);
    return trail
        .append(transaction, caller.actor(), AuditedAction.WEBHOOK_PING, webhook)
        .chain(() -> outbox.append(transaction, ping))
        .chain(() -> targets.enqueue(transaction, ping, webhook))
        .chain(delivery -> deliveries.find(transaction, caller, webhook, delivery));
  }

  private Event ping(Caller caller) {
    UUID id = ids.next();
    Instant now = clock.instant();
    return new Event(id, caller.accountId(), EventType.PING, null, 0, now, payload(id, now));
  }

  private static String payload(UUID id, Instant createdAt) {
    return """
        {"event":{"id":"%s","createdAt":"%s","type":"%s"}}"""
        .formatted(id, WireTime.format(createdAt), EventType.PING.wireName());
  }
}
