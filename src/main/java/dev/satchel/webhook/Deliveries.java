package dev.satchel.webhook;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.event.DeliverySignal;
import dev.satchel.http.Page;
import dev.satchel.http.PageCursor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The deliveries of a webhook, as its account may see them: it is part of each query. */
@ApplicationScoped
class Deliveries {

  /** One statement, so that status and attempts are of the same moment. */
  private static final String READ =
      """
      with page as
        (select * from delivery where account_id = $1 and webhook_id = $2 and %s
         order by created_at desc, id desc limit %s)
      select page.id, page.event_id, event.type, page.file_request_id, page.created_at, page.status,
        page.last_status_code, case page.status when 'pending' then page.due_at end next_attempt_at,
        page.settled_at, newest.attempt, newest.started_at, newest.duration_millis,
        newest.status_code, newest.error, newest.response_excerpt
      from page join event on event.id = page.event_id
      left join lateral
        (select * from delivery_attempt where delivery_id = page.id
         order by attempt desc limit 20) newest on true
      order by page.created_at desc, page.id desc, newest.attempt
      """;

  private static final String ONE = READ.formatted("id = $3", "1");
  private static final String FIRST_PAGE = READ.formatted("true", "$3");
  private static final String PAGE_BEHIND = READ.formatted("(created_at, id) < ($4, $5)", "$3");

  /**
   * One that is pending stays as it is: it will be tried anyway, and may be on its way right now.
   */
  private static final String REDELIVER =
      """
      update delivery set status = 'pending', due_at = $4, failures = 0, settled_at = null
      where account_id = $1 and webhook_id = $2 and id = $3 and status <> 'pending'
      """;

  private final Database database;
  private final AuditTrail trail;
  private final DeliverySignal signal;
  private final Clock clock;

  Deliveries(Database database, AuditTrail trail, DeliverySignal signal, Clock clock) {
    this.database = database;
    this.trail = trail;
    this.signal = signal;
    this.clock = clock;
  }

  /** Up to {@code page.limit()} deliveries, newest first, and one more if there are more. */
  Uni<List<DeliveryView>> list(Caller caller, UUID webhook, Page page) {
    Tuple parameters = Tuple.of(caller.accountId(), webhook, page.limit() + 1);
    return page.after()
        .map(place -> database.query(PAGE_BEHIND, behind(parameters, place)))
        .orElseGet(() -> database.query(FIRST_PAGE, parameters))
        .map(DeliveryRows::views);
  }

  /**
   * Makes the delivery due again, as if it had never been tried, unless it is pending. Gives it as
   * it is then; empty if there is none.
   */
  Uni<Optional<DeliveryView>> redeliver(Caller caller, UUID webhook, UUID id) {
    Tuple parameters = Tuple.of(caller.accountId(), webhook, id, Columns.utc(clock.instant()));
    return database
        .inTransaction(
            transaction ->
                transaction
                    .update(REDELIVER, parameters)
                    .call(made -> record(transaction, caller, webhook, made)))
        .chain(() -> find(database, caller, webhook, id))
        .invoke(found -> found.ifPresent(delivery -> signal.ring()));
  }

  private Uni<Void> record(Transaction transaction, Caller caller, UUID webhook, int made) {
    return made == 0
        ? Uni.createFrom().voidItem()
        : trail.append(transaction, caller.actor(), AuditedAction.WEBHOOK_REDELIVER, webhook);
  }

  /** The delivery, if there is one. */
  Uni<Optional<DeliveryView>> find(Statements statements, Caller caller, UUID webhook, UUID id) {
    return statements
        .query(ONE, Tuple.of(caller.accountId(), webhook, id))
        .map(rows -> DeliveryRows.views(rows).stream().findFirst());
  }

  private static Tuple behind(Tuple parameters, PageCursor place) {
    return parameters.addOffsetDateTime(Columns.utc(place.createdAt())).addUUID(place.id());
  }
}
