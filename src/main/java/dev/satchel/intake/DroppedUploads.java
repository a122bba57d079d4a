package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.file.UnfinishedFiles;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;

/**
 * Resumable uploads that are given up. Their rows go at once; those in {@code pending_upload}
 * become so old that the next round of {@link LeftUploadsPass} removes what was stored. Whoever
 * still writes one finds no row to put bytes on record in.
 */
@ApplicationScoped
class DroppedUploads implements UnfinishedFiles {

  private static final String DROP =
      """
      with gone as (delete from resumable_upload where %s returning id)
      update pending_upload set abandoned_at = $1, created_at = least(created_at, $2)
      where id in (select id from gone)
      """;

  private static final String DROP_ONE = DROP.formatted("id = $3 and account_id = $4");

  private static final String OF_ORDER =
      "account_id = $3 and not finished and ($5::timestamptz is null or created_at <= $5) and ";

  private static final String DROP_OF_USER = DROP.formatted(OF_ORDER + "user_id = $4");

  private static final String DROP_OF_REQUESTS =
      DROP.formatted(OF_ORDER + "file_request_id = any($4)");

  /** Of those that were not finished their row in {@code pending_upload} goes first. */
  private static final String FORGET =
      """
      delete from resumable_upload where id in
        (select id from resumable_upload upload
         where expires_at <= $1
           and not exists (select from pending_upload where id = upload.id)
         limit $2 for update skip locked)
      """;

  private final ResumableRows rows;
  private final Database database;
  private final RetentionConfig config;
  private final Clock clock;

  DroppedUploads(ResumableRows rows, Database database, RetentionConfig config, Clock clock) {
    this.rows = rows;
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** Gives one up, or forgets that a file came that way; false where the account has none. */
  Uni<Boolean> drop(Caller caller, UUID id) {
    return rows.find(caller, id)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(false)
                    : database
                        .update(DROP_ONE, Tuple.of(now(), left(), id, caller.accountId()))
                        .replaceWith(true));
  }

  @Override
  public Uni<Void> eraseOfUser(Transaction transaction, Order order, UUID user) {
    return erase(transaction, DROP_OF_USER, order, user);
  }

  @Override
  public Uni<Void> eraseOfRequests(
      Transaction transaction, Order order, Collection<UUID> requests) {
    return erase(transaction, DROP_OF_REQUESTS, order, requests.toArray(UUID[]::new));
  }

  private Uni<Void> erase(Transaction transaction, String sql, Order order, Object whose) {
    return transaction
        .update(
            sql,
            Tuple.of(
                now(), left(), order.actor().accountId(), whose, Columns.utcOrNull(order.until())))
        .replaceWithVoid();
  }

  /** Forgets up to {@code limit} whose time is over, and of which nothing is stored any more. */
  Uni<Integer> forget(int limit) {
    return database.update(FORGET, Tuple.of(now(), limit));
  }

  /** So old is what the next round removes. */
  private OffsetDateTime left() {
    return Columns.utc(clock.instant().minus(config.orphanAge()));
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
