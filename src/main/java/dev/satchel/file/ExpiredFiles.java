package dev.satchel.file;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * Files that answer a file request and have expired, of which nobody has been told yet. Any number
 * of replicas may tell at once: the transaction that marks a file tells of it.
 */
@ApplicationScoped
class ExpiredFiles {

  private static final String UNTOLD =
      "file_request_id is not null and expires_at <= $1 and deleted_at is null"
          + " and expiry_told_at is null";

  private static final String REQUESTS =
      "select distinct file_request_id from (select file_request_id from stored_file where "
          + UNTOLD
          + " order by expires_at limit $2) oldest";

  private static final String MARK =
      "update stored_file set expiry_told_at = $1 where id in (select id from stored_file where "
          + UNTOLD
          + " and file_request_id = $2 order by id for update skip locked) returning id";

  private final Database database;
  private final FileRemovals removals;
  private final Clock clock;

  ExpiredFiles(Database database, FileRemovals removals, Clock clock) {
    this.database = database;
    this.removals = removals;
    this.clock = clock;
  }

  /** Some of the file requests whose files have expired: those of up to {@code limit} files. */
  Uni<List<UUID>> requests(int limit) {
    return database
        .query(REQUESTS, Tuple.of(now(), limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("file_request_id")).toList());
  }

  /** Tells, with one event, that files of a file request have expired; how many they are. */
  Uni<Integer> tell(UUID fileRequest) {
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(MARK, Tuple.of(now(), fileRequest))
                    .call(marked -> publish(transaction, fileRequest, marked)))
        .map(RowSet::size)
        .invoke(removals::committed);
  }

  private Uni<Void> publish(Transaction transaction, UUID fileRequest, RowSet<Row> marked) {
    List<UUID> files = marked.stream().map(row -> row.getUUID("id")).toList();
    return files.isEmpty()
        ? Uni.createFrom().voidItem()
        : removals.removed(transaction, fileRequest, files);
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
