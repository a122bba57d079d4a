package dev.satchel.request;

import dev.satchel.database.Columns;
import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Erased;
import dev.satchel.file.ErasedFiles.Order;
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

/** People who are erased, with what was asked of them: requests, files, events. */
@ApplicationScoped
public class ErasedPeople {

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

  private final FileRequests requests;
  private final ErasedFiles files;
  private final RequestTraces traces;
  private final People people;
  private final Clock clock;

  ErasedPeople(
      FileRequests requests, ErasedFiles files, RequestTraces traces, People people, Clock clock) {
    this.requests = requests;
    this.files = files;
    this.traces = traces;
    this.people = people;
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
  public Uni<List<UUID>> ids(UUID account, UUID after, int limit) {
    return people.ids(account, after, limit);
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
    return files
        .ofRequests(transaction, order, ids)
        .chain(
            before ->
                transaction
                    .query(TAKE, Tuple.of(all, now(), order.erasure()))
                    .chain(
                        taken ->
                            files
                                .ofRequests(transaction, order, ids)
                                .map(before::plus)
                                .map(erased -> erasedPerson(taken, erased))))
        .chain(erased -> traces.remove(transaction, ids).map(more -> withTraces(erased, more)))
        .call(() -> requests.clear(transaction, ids))
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
