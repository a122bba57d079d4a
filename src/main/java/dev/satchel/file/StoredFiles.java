package dev.satchel.file;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Batches;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files in the database. What a caller may not see is absent from every answer: the condition
 * {@link #VISIBLE} is part of each query, and this class is the only one that asks.
 *
 * <p>A list opens its own session and ends it before it answers; all else is SQL, and files that
 * are looked for at the same time share statements.
 */
@ApplicationScoped
public class StoredFiles {

  private static final String VISIBLE =
      "accountId = :account and deletedAt is null and (expiresAt is null or expiresAt > :now)";

  private static final String NEWEST_FIRST = " order by createdAt desc, id desc";

  /** {@link #VISIBLE} at $2, but for the account, in SQL. */
  private static final String LIVE =
      "deleted_at is null and (expires_at is null or expires_at > $2)";

  /** Files that are looked for with one statement. */
  private static final int BATCH = 200;

  private static final String FIND =
      """
      select %s
      from unnest($1::uuid[], $3::uuid[]) with ordinality asked (account, file, place)
      left join stored_file on id = asked.file and account_id = asked.account and %s
      order by place
      """
          .formatted(StoredFile.COLUMNS, LIVE);

  private static final String ANSWERING =
      """
      select %s from stored_file where account_id = $1 and file_request_id = $3 and %s
      order by created_at, id
      """
          .formatted(StoredFile.COLUMNS, LIVE);

  private static final String DELETE =
      "update stored_file set deleted_at = $2 where account_id = $1 and "
          + LIVE
          + " and id = $3 returning file_request_id";

  private static final String DELETE_OF_REQUEST =
      """
      update stored_file set deleted_at = $2
      where account_id = $1 and file_request_id = $3 and deleted_at is null
      returning id, expiry_told_at is null untold
      """;

  private final Rows rows;
  private final Database database;
  private final FileRemovals removals;
  private final AuditTrail trail;
  private final Clock clock;
  private final Batches<Asked, Optional<StoredFile>> finds = new Batches<>(BATCH, this::findAll);

  StoredFiles(Rows rows, Database database, FileRemovals removals, AuditTrail trail, Clock clock) {
    this.rows = rows;
    this.database = database;
    this.removals = removals;
    this.trail = trail;
    this.clock = clock;
  }

  private record Asked(UUID account, UUID file) {}

  /** The file, if there is one that the caller can see. */
  public Uni<Optional<StoredFile>> find(Caller caller, UUID id) {
    return finds.ask(new Asked(caller.accountId(), id));
  }

  private Uni<List<Optional<StoredFile>>> findAll(List<Asked> asked) {
    UUID[] accounts = Columns.array(asked, UUID[]::new, Asked::account);
    UUID[] files = Columns.array(asked, UUID[]::new, Asked::file);
    return database
        .query(FIND, Tuple.of(accounts, now(), files))
        .map(found -> found.stream().map(StoredFiles::visible).toList());
  }

  private static Optional<StoredFile> visible(Row row) {
    return Optional.ofNullable(row.getUUID("id")).map(id -> StoredFile.of(row));
  }

  /** Up to {@code query.page().limit()} files, newest first, and one more if there are more. */
  Uni<List<StoredFile>> list(Caller caller, FileQuery query) {
    var condition = new StringBuilder(VISIBLE);
    var parameters = visibleTo(caller);
    query
        .userId()
        .ifPresent(
            user -> {
              condition.append(" and userId = :user");
              parameters.and("user", user);
            });
    query
        .fileRequestId()
        .ifPresent(
            request -> {
              condition.append(" and fileRequestId = :request");
              parameters.and("request", request);
            });
    query
        .page()
        .after()
        .ifPresent(
            place -> {
              condition.append(" and createdAt <= :time and (createdAt < :time or id < :place)");
              parameters.and("time", place.createdAt()).and("place", place.id());
            });
    String ordered = condition.append(NEWEST_FIRST).toString();
    return database.session(
        () -> rows.find(ordered, parameters).range(0, query.page().limit()).list());
  }

  /** The files that answer a file request of the account, oldest first. */
  public Uni<List<AnsweringFileView>> answering(UUID account, UUID fileRequest) {
    return answering(database, account, fileRequest);
  }

  /** The same, in a transaction for example. */
  public Uni<List<AnsweringFileView>> answering(
      Statements statements, UUID account, UUID fileRequest) {
    return statements
        .query(ANSWERING, Tuple.of(account, now(), fileRequest))
        .map(found -> found.stream().map(AnsweringFileView::of).toList());
  }

  /**
   * Deletes the file; false if there is none that the caller can see. One that answers a file
   * request is told of in the same transaction.
   */
  Uni<Boolean> delete(Caller caller, UUID id) {
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(DELETE, Tuple.of(caller.accountId(), now(), id))
                    .call(deleted -> tell(transaction, deleted, id))
                    .call(deleted -> record(transaction, caller, deleted, id)))
        .map(deleted -> deleted.rowCount() == 1)
        .invoke(removals::committed);
  }

  /**
   * Deletes all files that answer a file request, in the caller's transaction, and tells of them.
   */
  public Uni<Void> deleteOf(Transaction transaction, Caller caller, UUID fileRequest) {
    return transaction
        .query(DELETE_OF_REQUEST, Tuple.of(caller.accountId(), now(), fileRequest))
        .call(
            deleted ->
                trail.append(
                    transaction, caller.actor(), AuditedAction.FILE_DELETE, ids(deleted.stream())))
        .map(deleted -> ids(deleted.stream().filter(row -> row.getBoolean("untold"))))
        .chain(
            untold ->
                untold.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : removals.removed(transaction, fileRequest, untold));
  }

  private static List<UUID> ids(Stream<Row> rows) {
    return rows.map(row -> row.getUUID("id")).toList();
  }

  private Uni<Void> record(Transaction transaction, Caller caller, RowSet<Row> deleted, UUID id) {
    List<UUID> files = deleted.stream().map(row -> id).toList();
    return trail.append(transaction, caller.actor(), AuditedAction.FILE_DELETE, files);
  }

  private Uni<Void> tell(Transaction transaction, RowSet<Row> deleted, UUID id) {
    return deleted.stream()
        .map(row -> row.getUUID("file_request_id"))
        .filter(Objects::nonNull)
        .findFirst()
        .map(request -> removals.removed(transaction, request, List.of(id)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }

  private Parameters visibleTo(Caller caller) {
    return Parameters.with("account", caller.accountId()).and("now", clock.instant());
  }

  /** The bare table, which nobody else can reach. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<StoredFile, UUID> {}
}
