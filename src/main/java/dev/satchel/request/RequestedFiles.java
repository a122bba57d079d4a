package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Transaction;
import dev.satchel.event.DeliverySignal;
import dev.satchel.event.Event;
import dev.satchel.event.Outbox;
import dev.satchel.file.FileRemovals;
import dev.satchel.file.StoredFiles;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The files that answer file requests, as those see it who add or remove them. Each change locks
 * its request, so that events are numbered in the order of their commits.
 */
@ApplicationScoped
public class RequestedFiles implements FileRemovals {

  private static final String ADVANCE =
      "update file_request set event_count = event_count + 1, changed_at = $2 where id = $1 ";

  private static final String ADVANCE_OPEN =
      ADVANCE
          + "and account_id = $3 and deleted_at is null and (expires_at is null or expires_at > $2)"
          + " returning "
          + FileRequest.COLUMNS;

  private static final String ADVANCE_ANY = ADVANCE + "returning " + FileRequest.COLUMNS;

  private final FileRequests requests;
  private final StoredFiles files;
  private final FilesUpdate update;
  private final Outbox outbox;
  private final DeliverySignal signal;
  private final Clock clock;

  RequestedFiles(
      FileRequests requests,
      StoredFiles files,
      FilesUpdate update,
      Outbox outbox,
      DeliverySignal signal,
      Clock clock) {
    this.requests = requests;
    this.files = files;
    this.update = update;
    this.outbox = outbox;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * Which files the request takes. Fails with {@link ProblemException} where the account has none
   * of this id that is open.
   */
  public Uni<FileRequestType> open(Caller caller, UUID id) {
    return requests
        .find(caller, id)
        .map(found -> found.orElseThrow(RequestedFiles::unknown))
        .invoke(this::requireOpen)
        .map(FileRequest::type);
  }

  private void requireOpen(FileRequest request) {
    if (request.isExpired(clock.instant())) {
      throw expired();
    }
  }

  /**
   * Publishes that files have been added, in the transaction that has inserted them. Fails where
   * the request has expired meanwhile, or is gone.
   */
  public Uni<Void> added(Transaction transaction, Caller caller, UUID id, List<UUID> added) {
    return transaction
        .query(ADVANCE_OPEN, Tuple.of(id, now(), caller.accountId()))
        .map(RequestedFiles::only)
        .call(open -> open.isPresent() ? Uni.createFrom().voidItem() : why(transaction, caller, id))
        .map(open -> open.orElseThrow(RequestedFiles::expired))
        .chain(row -> publish(transaction, row, added, List.of()));
  }

  private Uni<?> why(Transaction transaction, Caller caller, UUID id) {
    return requests
        .find(transaction, caller, id)
        .map(found -> found.orElseThrow(RequestedFiles::unknown));
  }

  @Override
  public Uni<Void> removed(Transaction transaction, UUID id, List<UUID> removed) {
    return transaction
        .query(ADVANCE_ANY, Tuple.of(id, now()))
        .map(advanced -> only(advanced).orElseThrow())
        .chain(row -> publish(transaction, row, List.of(), removed));
  }

  @Override
  public void committed() {
    signal.ring();
  }

  private Uni<Void> publish(
      Transaction transaction, Row row, List<UUID> added, List<UUID> removed) {
    var request = FileRequest.of(row);
    long sequence = row.getLong("event_count");
    return files
        .answering(transaction, request.accountId(), request.id())
        .map(live -> update.of(request, sequence, live, added, removed))
        .chain(event -> append(transaction, event, request));
  }

  private Uni<Void> append(Transaction transaction, Event event, FileRequest request) {
    return outbox.append(transaction, event, Optional.ofNullable(request.webhookUrl()));
  }

  private static Optional<Row> only(RowSet<Row> rows) {
    return rows.iterator().hasNext() ? Optional.of(rows.iterator().next()) : Optional.empty();
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }

  /** That no file request of the caller has the id. */
  public static ProblemException unknown() {
    return new ProblemException(
        ProblemCode.UNKNOWN_FILE_REQUEST,
        "fileRequestId",
        "fileRequestId names no file request of this account.");
  }

  private static ProblemException expired() {
    return new ProblemException(
        ProblemCode.FILE_REQUEST_EXPIRED,
        "fileRequestId",
        "fileRequestId names a file request that has expired.");
  }
}
