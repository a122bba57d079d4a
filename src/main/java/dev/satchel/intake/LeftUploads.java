package dev.satchel.intake;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Uploads on record that a crash has left, or that take too long. */
@ApplicationScoped
public class LeftUploads {

  /** From then on such an upload cannot be committed, so its objects belong to nobody. */
  private static final String GIVE_UP =
      """
      update pending_upload set abandoned_at = coalesce(abandoned_at, $1) where id in
        (select id from pending_upload where created_at <= $2
         order by created_at limit $3 for update skip locked)
      returning id
      """;

  private final Database database;
  private final PendingUploads pending;
  private final Clock clock;

  LeftUploads(Database database, PendingUploads pending, Clock clock) {
    this.database = database;
    this.pending = pending;
    this.clock = clock;
  }

  /** Gives up to {@code limit} uploads up that are as old as {@code age}; the oldest first. */
  public Uni<List<UUID>> giveUp(Duration age, int limit) {
    Instant now = clock.instant();
    return database
        .query(GIVE_UP, Tuple.of(Columns.utc(now), Columns.utc(now.minus(age)), limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  /** Forgets one none of whose objects is left. */
  public Uni<Void> forget(UUID upload) {
    return pending.forget(upload);
  }
}
