package dev.satchel.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Forgets deliveries that were settled long ago, and events that nobody is to hear any more. */
@ApplicationScoped
public class DeliveryUpkeep {

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

  private final Pool pool;
  private final Clock clock;

  DeliveryUpkeep(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Forgets up to {@code limit} of each that are as old as {@code age}, and tells how many. */
  public Uni<Integer> purge(Duration age, int limit) {
    OffsetDateTime before = clock.instant().minus(age).atOffset(ZoneOffset.UTC);
    return execute(DELIVERIES, before, limit)
        .chain(deliveries -> execute(EVENTS, before, limit).map(events -> deliveries + events));
  }

  private Uni<Integer> execute(String sql, OffsetDateTime before, int limit) {
    return pool.preparedQuery(sql).execute(Tuple.of(before, limit)).map(SqlResult::rowCount);
  }
}
