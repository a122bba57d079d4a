package dev.satchel.file;

import dev.satchel.access.Actor;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.file.FileTraces.Cause;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that are erased: absent at once, told of with ids only, and removed by the next purge
 * without grace.
 */
@ApplicationScoped
public class ErasedFiles {

  private static final String MARK =
      """
      with marked as (
        update stored_file set erasure_id = $1, deleted_at = coalesce(deleted_at, $2)
        where account_id = $3 and erasure_id is null
          and ($4::timestamptz is null or created_at <= $4) and %s
        returning id, object_key, file_request_id, created_at, deleted_at, expiry_told_at
      )
      select id, object_key, file_request_id, created_at,
        deleted_at = $2 and expiry_told_at is null untold
      from marked
      """;

  private static final String MARK_OF_USER = MARK.formatted("user_id = $5");
  private static final String MARK_OF_REQUESTS = MARK.formatted("file_request_id = any($5)");

  private static final String USERS =
      """
      select distinct user_id from stored_file
      where account_id = $1 and user_id > $2 and erasure_id is null order by user_id limit $3
      """;

  private final Database database;
  private final FileRemovals removals;
  private final GoneFiles gone;
  private final UnfinishedFiles unfinished;
  private final AuditTrail trail;
  private final Clock clock;

  ErasedFiles(
      Database database,
      FileRemovals removals,
      GoneFiles gone,
      UnfinishedFiles unfinished,
      AuditTrail trail,
      Clock clock) {
    this.database = database;
    this.unfinished = unfinished;
    this.removals = removals;
    this.gone = gone;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * An order to erase.
   *
   * @param erasure by which the files are known until they are removed
   * @param actor who orders it; of the files of this one's account
   * @param until when the latest of what it is about was made; null for whatever there is
   */
  public record Order(UUID erasure, Actor actor, @Nullable Instant until) {}

  /**
   * What an order has found.
   *
   * @param traces what told of the files and tells nothing any more
   * @param newest when the latest of the files was made; null where there is none
   */
  public record Erased(long files, long traces, @Nullable Instant newest) {

    static final Erased NOTHING = new Erased(0, 0, null);

    /** Both. */
    public Erased plus(Erased more) {
      return new Erased(
          files + more.files,
          traces + more.traces,
          Stream.of(this, more)
              .flatMap(erased -> Optional.ofNullable(erased.newest).stream())
              .max(Comparator.naturalOrder())
              .orElse(null));
    }
  }

  /**
   * Erases all files of a user, in the caller's transaction: those included that have expired or
   * were deleted and are not removed yet, and those that have come in part. To be followed by
   * {@link #committed}.
   */
  public Uni<Erased> ofUser(Transaction transaction, Order order, UUID user) {
    return erase(transaction, order, MARK_OF_USER, user)
        .call(() -> unfinished.eraseOfUser(transaction, order, user));
  }

  /** The same of all files that answer the file requests. */
  public Uni<Erased> ofRequests(Transaction transaction, Order order, Collection<UUID> requests) {
    return requests.isEmpty()
        ? Uni.createFrom().item(Erased.NOTHING)
        : erase(transaction, order, MARK_OF_REQUESTS, requests.toArray(UUID[]::new))
            .call(() -> unfinished.eraseOfRequests(transaction, order, requests));
  }

  private Uni<Erased> erase(Transaction transaction, Order order, String mark, Object whose) {
    var parameters =
        new Object[] {
          order.erasure(), now(), order.actor().accountId(), Columns.utcOrNull(order.until()), whose
        };
    return transaction
        .query(mark, Tuple.from(parameters))
        .call(marked -> tell(transaction, marked))
        .call(marked -> record(transaction, order.actor(), marked))
        .chain(
            marked ->
                gone.forget(transaction, marked, Cause.ERASURE)
                    .map(traces -> new Erased(marked.size(), traces, newest(marked))));
  }

  private static @Nullable Instant newest(RowSet<Row> marked) {
    return marked.stream()
        .map(row -> Columns.instant(row, "created_at"))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Users who have files that are not erased, in the order of their ids, behind {@code after}. */
  public Uni<List<UUID>> users(UUID account, UUID after, int limit) {
    return database
        .query(USERS, Tuple.of(account, after, limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("user_id")).toList());
  }

  /** Tells that a transaction that has erased files was committed. */
  public void committed() {
    removals.committed();
  }

  private Uni<Void> record(Transaction transaction, Actor actor, RowSet<Row> marked) {
    List<UUID> files = marked.stream().map(row -> row.getUUID("id")).toList();
    return trail.append(transaction, actor, AuditedAction.FILE_ERASE, files);
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
