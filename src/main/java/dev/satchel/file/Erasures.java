package dev.satchel.file;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Removals of all files of a user, for good and without grace. The files are absent at once; the
 * job that stays on record says when the last byte has gone.
 */
@ApplicationScoped
public class Erasures {

  private static final String MARK =
      """
      with marked as (
        update stored_file set erasure_id = $1, deleted_at = coalesce(deleted_at, $4)
        where account_id = $2 and user_id = $3 and erasure_id is null
        returning id, file_request_id, deleted_at, expiry_told_at
      )
      select id, file_request_id, deleted_at = $4 and expiry_told_at is null untold from marked
      """;

  private static final String INSERT =
      "insert into erasure (id, account_id, user_id, files, created_at) values ($1, $2, $3, $4, $5)";

  private static final String FIND =
      """
      select *, (select count(*) from stored_file file
          where file.account_id = erasure.account_id and file.user_id = erasure.user_id
            and file.erasure_id is not null) remaining
      from erasure where account_id = $1 and id = $2
      """;

  private static final String FINISH =
      """
      update erasure set finished_at = $1
      where finished_at is null
        and not exists (
          select from stored_file file
          where file.account_id = erasure.account_id and file.user_id = erasure.user_id
            and file.erasure_id is not null)
      """;

  private final Database database;
  private final FileRemovals removals;
  private final AuditTrail trail;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Erasures(
      Database database, FileRemovals removals, AuditTrail trail, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.removals = removals;
    this.trail = trail;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes all files of a user absent, those included that have expired or were deleted and are not
   * removed yet, and orders their removal.
   */
  public Uni<ErasureView> erase(Caller caller, UUID user) {
    UUID id = ids.next();
    OffsetDateTime now = now();
    UUID account = caller.accountId();
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(MARK, Tuple.of(id, account, user, now))
                    .call(
                        marked ->
                            transaction.update(
                                INSERT, Tuple.of(id, account, user, (long) marked.size(), now)))
                    .call(marked -> tell(transaction, marked))
                    .call(marked -> record(transaction, caller, marked))
                    .chain(marked -> find(transaction, caller, id)))
        .invoke(removals::committed)
        .map(Optional::orElseThrow);
  }

  /** The erasure, if the caller's account has ordered it. */
  public Uni<Optional<ErasureView>> find(Caller caller, UUID id) {
    return find(database, caller, id);
  }

  private static Uni<Optional<ErasureView>> find(Statements statements, Caller caller, UUID id) {
    return statements
        .query(FIND, Tuple.of(caller.accountId(), id))
        .map(rows -> rows.stream().map(ErasureView::of).findFirst());
  }

  /** Records the end of erasures of whose users no file is left that is to be erased. */
  public Uni<Void> finish() {
    return database.update(FINISH, Tuple.of(now())).replaceWithVoid();
  }

  private Uni<Void> record(Transaction transaction, Caller caller, RowSet<Row> marked) {
    List<UUID> files = marked.stream().map(row -> row.getUUID("id")).toList();
    return trail.append(transaction, caller.actor(), AuditedAction.FILE_ERASE, files);
  }

  /** One event for each file request, in the order of their ids, so that nobody waits in a ring. */
  private Uni<Void> tell(Transaction transaction, RowSet<Row> marked) {
    Map<UUID, List<UUID>> byRequest =
        marked.stream()
            .filter(row -> row.getUUID("file_request_id") != null && row.getBoolean("untold"))
            .collect(
                Collectors.groupingBy(
                    row -> row.getUUID("file_request_id"),
                    TreeMap::new,
                    Collectors.mapping(row -> row.getUUID("id"), Collectors.toList())));
    return Multi.createFrom()
        .iterable(byRequest.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            it -> removals.removed(transaction, it.getKey(), it.getValue()))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
