package dev.satchel.intake;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.file.FileTraces;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which upload holds an {@code Idempotency-Key}, and what was answered to it.
 *
 * <p>Of any number of equal requests one gets the key. Its claim is a lease that it renews while it
 * runs, so that a crash frees the key; the transaction that inserts the files turns the claim into
 * the answer, and fails if the lease has been lost.
 */
@ApplicationScoped
class IdempotencyRecords implements FileTraces {

  private static final String CLAIM =
      """
      insert into idempotency_record as known
        (account_id, key_hash, upload_id, lease_until, expires_at)
      values ($1, $2, $3, $4, $5)
      on conflict (account_id, key_hash) do update
      set upload_id = excluded.upload_id, lease_until = excluded.lease_until,
        expires_at = excluded.expires_at, request_digest = null, response = null
      where known.expires_at <= $6 or (known.response is null and known.lease_until <= $6)
      returning upload_id
      """;

  private static final String FIND =
      "select request_digest, response from idempotency_record where account_id = $1 and key_hash"
          + " = $2";

  private static final String RENEW =
      "update idempotency_record set lease_until = $2 where upload_id = $1 and response is null";

  private static final String RELEASE =
      "delete from idempotency_record where upload_id = $1 and response is null";

  private static final String ANSWER =
      "update idempotency_record set request_digest = $2, response = $3 where upload_id = $1";

  /**
   * No request has an empty digest: it says that the answer is erased, to the version before this
   * one that the key was used for another request.
   */
  private static final String ERASE =
      """
      update idempotency_record set request_digest = '', response = '[]'
      where upload_id = any($1) and request_digest <> ''
      """;

  private static final String PURGE =
      """
      delete from idempotency_record where upload_id in
        (select upload_id from idempotency_record where expires_at <= $1
         limit 1000 for update skip locked)
      """;

  private final Database database;
  private final Clock clock;
  private final IdempotencyConfig config;

  IdempotencyRecords(Database database, Clock clock, IdempotencyConfig config) {
    this.database = database;
    this.clock = clock;
    this.config = config;
  }

  /** Asks for the key in the name of {@code upload}. */
  Uni<IdempotencyClaim> claim(IdempotencyKey key, UUID upload) {
    Instant now = clock.instant();
    var parameters =
        Tuple.from(
            new Object[] {
              key.accountId(),
              hash(key),
              upload,
              Columns.utc(now.plus(config.lease())),
              Columns.utc(now.plus(config.retention())),
              Columns.utc(now)
            });
    return database
        .update(CLAIM, parameters)
        .chain(
            granted ->
                granted == 1 ? Uni.createFrom().item(new IdempotencyClaim.Granted()) : find(key));
  }

  /** Keeps the claim for another lease. */
  Uni<Void> renew(UUID upload) {
    return database
        .update(RENEW, Tuple.of(upload, Columns.utc(clock.instant().plus(config.lease()))))
        .replaceWithVoid();
  }

  /** Frees the key of an upload that failed. */
  Uni<Void> release(UUID upload) {
    return database.update(RELEASE, Tuple.of(upload)).replaceWithVoid();
  }

  /**
   * Remembers the answer, in the caller's transaction.
   *
   * @param digest of the request
   * @param response as JSON
   */
  Uni<Void> answer(Transaction transaction, UUID upload, byte[] digest, String response) {
    return transaction
        .update(ANSWER, Tuple.of(upload, Buffer.buffer(digest), response))
        .invoke(IdempotencyRecords::requireHeld)
        .replaceWithVoid();
  }

  /** The answer to an upload goes with the first of its files. */
  @Override
  public Uni<Integer> remove(Transaction transaction, List<GoneFile> files, Cause cause) {
    UUID[] uploads = files.stream().map(GoneFile::upload).distinct().toArray(UUID[]::new);
    return transaction.update(ERASE, Tuple.of(uploads));
  }

  /** Forgets up to a thousand answers that are too old, and tells how many. */
  Uni<Integer> purge() {
    return database.update(PURGE, Tuple.of(Columns.utc(clock.instant())));
  }

  private Uni<IdempotencyClaim> find(IdempotencyKey key) {
    return database
        .query(FIND, Tuple.of(key.accountId(), hash(key)))
        .map(IdempotencyRecords::found);
  }

  /** A row that has gone meanwhile was that of a request that has just failed. */
  private static IdempotencyClaim found(RowSet<Row> rows) {
    return rows.stream()
        .filter(row -> row.getString("response") != null)
        .findFirst()
        .map(IdempotencyRecords::answered)
        .orElseGet(IdempotencyClaim.Running::new);
  }

  private static IdempotencyClaim answered(Row row) {
    byte[] digest = row.getBuffer("request_digest").getBytes();
    return digest.length == 0
        ? new IdempotencyClaim.Erased()
        : new IdempotencyClaim.Answered(digest, row.getString("response"));
  }

  private static void requireHeld(int updated) {
    if (updated != 1) {
      throw new ProblemException(
          ProblemCode.UPLOAD_ABANDONED, null, "The upload took too long and was given up.");
    }
  }

  private static Buffer hash(IdempotencyKey key) {
    return Buffer.buffer(key.hash());
  }
}
