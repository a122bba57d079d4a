package dev.satchel.intake;

import dev.satchel.database.Batches;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The record of uploads that own objects and are not committed: every object whose key starts with
 * the upload's id.
 *
 * <p>A crash after {@link #register} leaves a row that names what is to be removed; a crash around
 * {@link FileInsert} leaves either the row or the files, never both and never neither.
 */
@ApplicationScoped
class PendingUploads {

  private static final String REGISTER =
      "insert into pending_upload (id, created_at) select id, $2 from unnest($1::uuid[]) id";

  private static final String ABANDON = "update pending_upload set abandoned_at = $2 where id = $1";

  private static final String FORGET = "delete from pending_upload where id = $1";

  /** From then on such an upload cannot be committed, so its objects belong to nobody. */
  private static final String GIVE_UP =
      """
      update pending_upload set abandoned_at = coalesce(abandoned_at, $1) where id in
        (select id from pending_upload where created_at <= $2
         order by created_at limit $3 for update skip locked)
      returning id
      """;

  /** Uploads that are registered with one statement. */
  private static final int BATCH = 100;

  private final Database database;
  private final Clock clock;
  private final Batches<UUID, Boolean> registrations = new Batches<>(BATCH, this::registerAll);

  PendingUploads(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Commits that {@code upload} owns its objects; to be done before the first byte of them leaves.
   */
  Uni<Void> register(UUID upload) {
    return registrations.ask(upload).replaceWithVoid();
  }

  private Uni<List<Boolean>> registerAll(List<UUID> uploads) {
    return database
        .update(REGISTER, Tuple.of(uploads.toArray(UUID[]::new), now()))
        .map(registered -> Collections.nCopies(uploads.size(), true));
  }

  /**
   * Makes sure that the upload will never be committed. False if it has been committed, in which
   * case its objects belong to files.
   */
  Uni<Boolean> abandon(UUID upload) {
    return database.update(ABANDON, Tuple.of(upload, now())).map(abandoned -> abandoned == 1);
  }

  /** Abandons up to {@code limit} uploads that are as old as {@code age}; the oldest first. */
  Uni<List<UUID>> giveUp(Duration age, int limit) {
    Instant now = clock.instant();
    return database
        .query(GIVE_UP, Tuple.of(Columns.utc(now), Columns.utc(now.minus(age)), limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  /** Forgets an upload none of whose objects is left. */
  Uni<Void> forget(UUID upload) {
    return database.update(FORGET, Tuple.of(upload)).replaceWithVoid();
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
