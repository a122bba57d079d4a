package dev.satchel.intake;

import dev.satchel.database.Batches;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.lifetime.Deadlines;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The record of uploads that own objects and are not committed: every object whose key starts with
 * the record's id.
 *
 * <p>Some are made before they are needed, so that no upload waits for its own: see {@link
 * SpareRecords}. Those that nobody takes are forgotten; a crash leaves them to {@link
 * LeftUploadsPass}, which finds no object of theirs.
 *
 * <p>A crash after {@link #register} leaves a row that names what is to be removed; a crash around
 * {@link FileInsert} leaves either the row or the files, never both and never neither.
 */
@ApplicationScoped
class PendingUploads {

  private static final Logger LOG = Logger.getLogger(PendingUploads.class);

  private static final String REGISTER =
      "insert into pending_upload (id, created_at) select id, $2 from unnest($1::uuid[]) id";

  private static final String ABANDON = "update pending_upload set abandoned_at = $2 where id = $1";

  private static final String FORGET = "delete from pending_upload where id = any($1)";

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

  /** No record is so old when an upload takes it that it could be given up before its time. */
  private static final Duration SHELF_LIFE = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Database database;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final SpareRecords spares;
  private final Batches<UUID, Boolean> registrations = new Batches<>(BATCH, this::registerAll);

  PendingUploads(Database database, TimeOrderedIds ids, Clock clock, UploadConfig config) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.spares = new SpareRecords(config.recordsAhead(), SHELF_LIFE, clock);
  }

  /**
   * A new record, committed: what is stored under its id is the caller's. To be had before the
   * first byte of that leaves.
   */
  Uni<UUID> register() {
    return Uni.createFrom()
        .deferred(
            () -> {
              leave(spares.removeOld());
              Uni<UUID> record =
                  spares
                      .take()
                      .map(it -> Uni.createFrom().item(it))
                      .orElseGet(() -> register(ids.next()));
              fill();
              return record;
            });
  }

  /** A new record of this id, committed. */
  Uni<UUID> register(UUID id) {
    return registrations.ask(id).replaceWith(id);
  }

  /** Nobody waits until they are forgotten; where that fails, they are left to the pass. */
  private void leave(List<UUID> unused) {
    if (!unused.isEmpty()) {
      forgetAll(unused)
          .subscribe()
          .with(done -> {}, failure -> LOG.debug("Left to the pass", failure));
    }
  }

  /** Nobody waits for it; where it fails, who needs a record makes one and hears why. */
  private void fill() {
    int missing = spares.missing();
    if (missing > 0) {
      List<UUID> more = Stream.generate(ids::next).limit(missing).toList();
      registerAll(more)
          .subscribe()
          .with(registered -> spares.add(more), failure -> spares.giveUp());
    }
  }

  /** One of them was not there any more, as after a fail-over: others may not be, either. */
  void dropSpares() {
    leave(spares.removeAll());
  }

  void stop(@Observes ShutdownEvent stopping) {
    List<UUID> unused = spares.removeAll();
    if (!unused.isEmpty()) {
      Deadlines.within(PATIENCE, forgetAll(unused))
          .onFailure()
          .recoverWithNull()
          .await()
          .indefinitely();
    }
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
    return forgetAll(List.of(upload));
  }

  private Uni<Void> forgetAll(List<UUID> uploads) {
    return database.update(FORGET, Tuple.of(uploads.toArray(UUID[]::new))).replaceWithVoid();
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
