package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.event.DeliverySignal;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Erased;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.file.StoredFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * File requests that are deleted, or erased with the person whom they ask. At once they are as if
 * there were none, their files are gone, and neither their row nor an event holds a name; {@link
 * RequestsPass} removes the rows when nothing refers to them any more.
 */
@ApplicationScoped
public class EndedRequests {

  private static final String END =
      """
      update file_request set deleted_at = $3 where account_id = $1 and id = $2
        and deleted_at is null
      returning id
      """;

  /** Behind the events, which go where the request says. */
  private static final String CLEAR =
      """
      update file_request set prompt = null, label = null, patient_first_name = null,
        patient_last_name = null, staff_name = null, webhook_url = null
      where id = any($1)
      """;

  private static final String OF_PATIENT =
      """
      select id from file_request
      where patient_id = $1 and ($2::timestamptz is null or created_at <= $2) order by id
      """;

  private static final String TAKE =
      """
      update file_request set deleted_at = coalesce(deleted_at, $2), erasure_id = $3
      where id = any($1) returning id, created_at
      """;

  private static final String LEAVE_PATIENT =
      "update file_request set patient_id = null where id = any($1)";

  private static final String OF_STAFF =
      """
      select id from file_request
      where staff_id = $1 and ($2::timestamptz is null or created_at <= $2) order by id
      """;

  private static final String LEAVE_STAFF =
      "update file_request set staff_id = null, staff_name = null where id = any($1)";

  private final Database database;
  private final StoredFiles files;
  private final ErasedFiles erasedFiles;
  private final RequestTraces traces;
  private final People people;
  private final AuditTrail trail;
  private final DeliverySignal signal;
  private final Clock clock;

  EndedRequests(
      Database database,
      StoredFiles files,
      ErasedFiles erasedFiles,
      RequestTraces traces,
      People people,
      AuditTrail trail,
      DeliverySignal signal,
      Clock clock) {
    this.database = database;
    this.files = files;
    this.erasedFiles = erasedFiles;
    this.traces = traces;
    this.people = people;
    this.trail = trail;
    this.signal = signal;
    this.clock = clock;
  }

  /**
   * What an erasure of a person has found.
   *
   * @param requests that asked the person
   * @param files that answered these, and what told of them
   * @param newest when the latest of all was made; null where there is none
   */
  public record ErasedPerson(long requests, Erased files, @Nullable Instant newest) {}

  /** People whom the account knows, in the order of their ids, behind {@code after}. */
  public Uni<List<UUID>> people(UUID account, UUID after, int limit) {
    return people.ids(account, after, limit);
  }

  /** Deletes the request and its files; false if the account has none of this id. */
  Uni<Boolean> delete(Caller caller, UUID id) {
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(END, Tuple.of(caller.accountId(), id, now()))
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
        .chain(() -> transaction.update(CLEAR, Tuple.of(new UUID[] {id})))
        .chain(() -> trail.append(transaction, caller.actor(), AuditedAction.REQUEST_DELETE, id));
  }

  /**
   * Erases a person in the caller's transaction: the requests that ask this one, with their files
   * and events; in requests of this one, a member of staff, the name. Empty where the account knows
   * nobody of this id. To be followed by {@link ErasedFiles#committed}.
   */
  public Uni<Optional<ErasedPerson>> erase(Transaction transaction, Order order, UUID person) {
    return people
        .lock(transaction, order.actor().accountId(), person)
        .chain(
            known ->
                known
                    ? eraseLocked(transaction, order, person).map(Optional::of)
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<ErasedPerson> eraseLocked(Transaction transaction, Order order, UUID person) {
    return find(transaction, OF_PATIENT, order, person)
        .chain(requests -> eraseRequests(transaction, order, requests))
        .call(() -> leaveStaff(transaction, order, person))
        .call(() -> people.forgetUnnamed(transaction, List.of(person)));
  }

  /** Files first, as whoever deletes one does, and those again that have come meanwhile. */
  private Uni<ErasedPerson> eraseRequests(Transaction transaction, Order order, List<UUID> ids) {
    UUID[] all = ids.toArray(UUID[]::new);
    return erasedFiles
        .ofRequests(transaction, order, ids)
        .chain(
            before ->
                transaction
                    .query(TAKE, Tuple.of(all, now(), order.erasure()))
                    .chain(
                        taken ->
                            erasedFiles
                                .ofRequests(transaction, order, ids)
                                .map(before::plus)
                                .map(erased -> erasedPerson(taken, erased))))
        .chain(erased -> traces.remove(transaction, ids).map(more -> withTraces(erased, more)))
        .call(() -> transaction.update(CLEAR, Tuple.of(all)))
        .call(() -> transaction.update(LEAVE_PATIENT, Tuple.of(all)));
  }

  private Uni<Void> leaveStaff(Transaction transaction, Order order, UUID person) {
    return find(transaction, OF_STAFF, order, person)
        .call(requests -> traces.remove(transaction, requests))
        .chain(requests -> transaction.update(LEAVE_STAFF, Tuple.of(requests.toArray(UUID[]::new))))
        .replaceWithVoid();
  }

  private static Uni<List<UUID>> find(
      Transaction transaction, String sql, Order order, UUID person) {
    return transaction
        .query(sql, Tuple.of(person, Columns.utcOrNull(order.until())))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  private static ErasedPerson erasedPerson(RowSet<Row> taken, Erased files) {
    Stream<Instant> made = taken.stream().map(row -> Columns.instant(row, "created_at"));
    Instant newest =
        Stream.concat(made, Optional.ofNullable(files.newest()).stream())
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new ErasedPerson(taken.size(), files, newest);
  }

  private static ErasedPerson withTraces(ErasedPerson erased, int more) {
    return new ErasedPerson(
        erased.requests, erased.files.plus(new Erased(0, more, null)), erased.newest);
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
