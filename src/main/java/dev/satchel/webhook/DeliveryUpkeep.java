package dev.satchel.webhook;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets deliveries that were settled long ago, and events that nobody is to hear any more. */
@ApplicationScoped
class DeliveryUpkeep {

  private static final String DELIVERIES =
      """
      delete from delivery where id in
        (select id from delivery where settled_at <= $1 and status <> 'pending'
         order by settled_at limit $2 for update skip locked)
      """;

  private static final String EVENTS =
      """
      delete from event where id in
        (select id from event where created_at <= $1
           and not exists (select from delivery where event_id = event.id)
         order by created_at limit $2 for update skip locked)
      """;

  private final Database database;
  private final Clock clock;

  DeliveryUpkeep(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Forgets up to {@code limit} of each that are as old as {@code age}, and tells how many. */
  Uni<Integer> purge(Duration age, int limit) {
    Instant before = clock.instant().minus(age);
    return delete(DELIVERIES, before, limit)
        .chain(deliveries -> delete(EVENTS, before, limit).map(events -> deliveries + events));
  }

  private Uni<Integer> delete(String sql, Instant before, int limit) {
    return database.update(sql, Tuple.of(Columns.utc(before), limit));
  }
}
