package dev.satchel.request;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.event.EventTraces;
import dev.satchel.webhook.DeliveryTraces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * File requests whose time is over: with their events they go for good, and the people whom no
 * other request names. One that has a file stays, and one of which somebody is still to be told.
 */
@ApplicationScoped
class OverRequests {

  private static final String TAKE =
      """
      select id from file_request request
      where %s
        and not exists (select from stored_file where file_request_id = request.id)
        and not exists (
          select from delivery where file_request_id = request.id and status = 'pending')
      limit $2 for update skip locked
      """;

  private static final String TAKE_OVER =
      TAKE.formatted(
          "changed_at <= $1 and created_at <= $1 and (expires_at is null or expires_at <= $1)");

  private static final String TAKE_DELETED = TAKE.formatted("deleted_at <= $1");

  private static final String FORGET =
      "delete from file_request where id = any($1) returning patient_id, staff_id";

  private final Database database;
  private final EventTraces events;
  private final DeliveryTraces deliveries;
  private final People people;
  private final Clock clock;

  OverRequests(
      Database database,
      EventTraces events,
      DeliveryTraces deliveries,
      People people,
      Clock clock) {
    this.database = database;
    this.events = events;
    this.deliveries = deliveries;
    this.people = people;
    this.clock = clock;
  }

  /** Forgets up to {@code limit} of those that are over for as long as {@code history}. */
  Uni<Integer> forgetOver(Duration history, int limit) {
    return forget(TAKE_OVER, clock.instant().minus(history), limit);
  }

  /** Forgets up to {@code limit} of those that were deleted or erased. */
  Uni<Integer> forgetDeleted(int limit) {
    return forget(TAKE_DELETED, clock.instant(), limit);
  }

  private Uni<Integer> forget(String take, Instant before, int limit) {
    return database.inTransaction(
        transaction ->
            transaction
                .query(take, Tuple.of(Columns.utc(before), limit))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .chain(
                    over ->
                        over.isEmpty()
                            ? Uni.createFrom().item(0)
                            : forget(transaction, over).replaceWith(over.size())));
  }

  private Uni<Void> forget(Transaction transaction, List<UUID> requests) {
    return deliveries
        .forgetOf(transaction, requests)
        .chain(() -> events.forgetOf(transaction, requests))
        .chain(() -> transaction.query(FORGET, Tuple.of(requests.toArray(UUID[]::new))))
        .chain(forgotten -> people.forgetUnnamed(transaction, named(forgotten)));
  }

  private static List<UUID> named(RowSet<Row> requests) {
    return requests.stream()
        .flatMap(row -> Stream.of("patient_id", "staff_id").map(row::getUUID))
        .filter(id -> id != null)
        .distinct()
        .toList();
  }
}
