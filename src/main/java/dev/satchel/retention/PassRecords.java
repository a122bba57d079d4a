package dev.satchel.retention;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.retention.Pass.Batch;
import dev.satchel.retention.Pass.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** What passes did, of all replicas, and who may do what only one should do. */
@ApplicationScoped
public class PassRecords {

  private static final String INSERT =
      """
      insert into retention_pass (id, kind, started_at, finished_at, seen, removed, failed)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  /** A pass that found nothing says no more than that it ran. */
  private static final String REPLACE =
      "delete from retention_pass where kind = $1 and seen = 0 and finished_at <= $2";

  private static final String LAST =
      """
      select distinct on (kind) kind, started_at, finished_at
      from retention_pass order by kind, finished_at desc
      """;

  private static final String TAKE =
      """
      insert into retention_lease (kind, taken_until) values ($1, $3)
      on conflict (kind) do update set taken_until = $3 where retention_lease.taken_until <= $2
      """;

  private static final String PURGE = "delete from retention_pass where finished_at <= $1";

  private final Database database;
  private final TimeOrderedIds ids;
  private final Clock clock;

  PassRecords(Database database, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Void> add(Kind kind, Instant started, Batch done) {
    OffsetDateTime now = Columns.utc(clock.instant());
    var row =
        new Object[] {
          ids.next(),
          kind.wireName(),
          Columns.utc(started),
          now,
          done.seen(),
          done.removed(),
          done.failed()
        };
    return database
        .update(REPLACE, Tuple.of(kind.wireName(), now))
        .chain(() -> database.update(INSERT, Tuple.from(row)))
        .replaceWithVoid();
  }

  /** The last pass of each kind. */
  Uni<List<PassView>> last() {
    return database
        .query(LAST, Tuple.tuple())
        .map(rows -> rows.stream().map(PassView::of).toList());
  }

  /** Whether this replica is the one to do {@code kind} in the next {@code time}. */
  public Uni<Boolean> take(Kind kind, Duration time) {
    Instant now = clock.instant();
    return database
        .update(TAKE, Tuple.of(kind.wireName(), Columns.utc(now), Columns.utc(now.plus(time))))
        .map(taken -> taken == 1);
  }

  /** Forgets what passes did that ended as long ago as {@code age}. */
  Uni<Void> purge(Duration age) {
    return database
        .update(PURGE, Tuple.of(Columns.utc(clock.instant().minus(age))))
        .replaceWithVoid();
  }
}
