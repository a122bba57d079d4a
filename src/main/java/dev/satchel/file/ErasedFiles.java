package dev.satchel.file;

import dev.satchel.access.Actor;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Transaction;
import dev.satchel.file.FileTraces.Cause;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

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
        where account_id = $3 and user_id = $4 and erasure_id is null
        returning id, object_key, file_request_id, deleted_at, expiry_told_at
      )
      select id, object_key, file_request_id, deleted_at = $2 and expiry_told_at is null untold
      from marked
      """;

  private final FileRemovals removals;
  private final GoneFiles gone;
  private final AuditTrail trail;
  private final Clock clock;

  ErasedFiles(FileRemovals removals, GoneFiles gone, AuditTrail trail, Clock clock) {
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
   */
  public record Order(UUID erasure, Actor actor) {}

  /**
   * What an order has found.
   *
   * @param traces what told of the files and tells nothing any more
   */
  public record Erased(long files, long traces) {}

  /**
   * Erases all files of a user, in the caller's transaction: those included that have expired or
   * were deleted and are not removed yet. To be followed by {@link #committed}.
   */
  public Uni<Erased> ofUser(Transaction transaction, Order order, UUID user) {
    Tuple parameters = Tuple.of(order.erasure(), now(), order.actor().accountId(), user);
    return transaction
        .query(MARK, parameters)
        .call(marked -> tell(transaction, marked))
        .call(marked -> record(transaction, order.actor(), marked))
        .chain(
            marked ->
                gone.forget(transaction, marked, Cause.ERASURE)
                    .map(traces -> new Erased(marked.size(), traces)));
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
