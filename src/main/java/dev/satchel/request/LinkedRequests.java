package dev.satchel.request;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditTrail;
import dev.satchel.audit.AuditedAction;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.privacy.KeyedHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;

/** File requests, for whoever comes by their links. */
@ApplicationScoped
public class LinkedRequests {

  private static final String FIND =
      "select %s from file_request where short_link_id = $1 and deleted_at is null"
          .formatted(FileRequest.COLUMNS);

  /**
   * Counts a date as wrong before it is compared, under the lock of the row: so many are looked at,
   * and no more, however many come at once.
   */
  private static final String TRY =
      """
      update file_request set verify_failures = verify_failures + 1
      where id = $1 and verify_failures < $2 and deleted_at is null
      returning verify_key, verify_hash, verify_failures
      """;

  private static final String RIGHT =
      "update file_request set verify_failures = verify_failures - 1 where id = $1";

  private final Database database;
  private final BirthDates dates;
  private final AuditTrail trail;
  private final int tries;

  LinkedRequests(Database database, BirthDates dates, AuditTrail trail, LinkConfig config) {
    this.database = database;
    this.dates = dates;
    this.trail = trail;
    this.tries = config.birthDateTries();
  }

  /** What a date of birth has turned out to be. */
  public sealed interface Verdict {

    /** It is the patient's. */
    record Right() implements Verdict {}

    /**
     * It is not.
     *
     * @param left how many may still be tried
     */
    record Wrong(int left) implements Verdict {}

    /** Too many were wrong; it was not looked at. */
    record Locked() implements Verdict {}
  }

  /** The request of that link, be it over; empty where there is none. */
  public Uni<Optional<LinkedRequest>> find(String link) {
    return ShortLinks.isLink(link)
        ? database
            .query(FIND, Tuple.of(link))
            .map(rows -> rows.stream().map(FileRequest::of).map(LinkedRequest::of).findFirst())
        : Uni.createFrom().item(Optional.empty());
  }

  /**
   * Compares a date with that of the request, at which it is counted unless it is right. A right
   * one is put on record.
   *
   * @param date empty where what was entered is no date, which counts as well
   */
  public Uni<Verdict> tryBirthDate(Caller caller, LinkedRequest request, Optional<LocalDate> date) {
    return database.inTransaction(
        transaction ->
            transaction
                .query(TRY, Tuple.of(request.id(), tries))
                .chain(
                    rows ->
                        rows.rowCount() == 0
                            ? Uni.createFrom().<Verdict>item(new Verdict.Locked())
                            : judge(transaction, caller, request, rows.iterator().next(), date)));
  }

  private Uni<Verdict> judge(
      Transaction transaction,
      Caller caller,
      LinkedRequest request,
      Row row,
      Optional<LocalDate> date) {
    var kept = new KeyedHash(row.getString("verify_key"), row.getBuffer("verify_hash").getBytes());
    return date.filter(it -> dates.isOf(request.id(), it.toString(), kept)).isEmpty()
        ? Uni.createFrom().item(new Verdict.Wrong(tries - row.getInteger("verify_failures")))
        : transaction
            .update(RIGHT, Tuple.of(request.id()))
            .chain(
                () ->
                    trail.append(
                        transaction, caller.actor(), AuditedAction.PAGE_VERIFY, request.id()))
            .replaceWith(new Verdict.Right());
  }
}
