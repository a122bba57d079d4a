package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.event.DeliverySignal;
import dev.satchel.file.StoredFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * File requests that are deleted: at once they are as if there were none, their files are deleted,
 * and neither their row nor an event holds a name. {@link RequestsPass} removes the row when
 * nothing refers to it any more.
 */
@ApplicationScoped
class EndedRequests {

  private static final String END =
      """
      update file_request set deleted_at = $3 where account_id = $1 and id = $2
        and deleted_at is null
      returning id
      """;

  private final Database database;
  private final FileRequests requests;
  private final StoredFiles files;
  private final RequestTraces traces;
  private final AuditTrail trail;
  private final DeliverySignal signal;
  private final Clock clock;

  EndedRequests(
      Database database,
      FileRequests requests,
      StoredFiles files,
      RequestTraces traces,
      AuditTrail trail,
      DeliverySignal signal,
      Clock clock) {
    this.database = database;
    this.requests = requests;
    this.files = files;
    this.traces = traces;
    this.trail = trail;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * Deletes the request and its files; false if the account has none of this id. Files first, as
   * whoever deletes one does, and those again that have come meanwhile.
   */
  Uni<Boolean> delete(Caller caller, UUID id) {
    return database
        .inTransaction(
            transaction ->
                files
                    .deleteOf(transaction, caller, id)
                    .chain(() -> transaction.query(END, Tuple.of(caller.accountId(), id, now())))
                    .map(ended -> ended.size() == 1)
                    .call(
                        ended ->
                            ended ? clear(transaction, caller, id) : Uni.createFrom().voidItem()))
        .invoke(signal::ring);
  }

  private Uni<Void> clear(Transaction transaction, Caller caller, UUID id) {
    return files
        .deleteOf(transaction, caller, id)
        .chain(() -> traces.remove(transaction, List.of(id)))
        .chain(() -> requests.clear(transaction, List.of(id)))
        .chain(() -> trail.append(transaction, caller.actor(), AuditedAction.REQUEST_DELETE, id));
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
