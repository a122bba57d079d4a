package dev.satchel.erasure;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of erasures behind their order: they are kept in the ledger, and when that is so and
 * nothing is left, they have finished, and no longer say of whom they were.
 */
@ApplicationScoped
class ErasureRows {

  /** Files that the erasure has taken, or one before it that was of the same user or person. */
  static final String REMAINING =
      """
      from stored_file file left join file_request request on request.id = file.file_request_id
      where file.erasure_id is not null
        and (file.erasure_id = erasure.id or request.erasure_id = erasure.id
          or (file.account_id = erasure.account_id and file.user_id = erasure.user_id))
      """;

  private static final String TO_KEEP =
      """
      select id, account_id, kind, coalesce(user_id, person_id) subject_id, key_id, subject_hash,
        coalesce(erased_at, created_at) erased_at
      from erasure where kept_at is null order by created_at limit $1
      """;

  private static final String KEPT =
      "update erasure set kept_at = $2, key_id = $3, subject_hash = $4 where id = $1";

  private static final String FINISH =
      """
      update erasure set finished_at = $1, user_id = null, person_id = null
      where finished_at is null and kept_at is not null and not exists (select %s)
      """
          .formatted(REMAINING);

  /** Of those that the version before this one has finished. */
  private static final String FORGET_WHOM =
      """
      update erasure set user_id = null, person_id = null
      where finished_at is not null and kept_at is not null
        and (user_id is not null or person_id is not null)
      """;

  private final Database database;
  private final PrivacyKeys keys;
  private final Clock clock;

  ErasureRows(Database database, PrivacyKeys keys, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  /** Up to {@code limit} that the ledger does not have, the oldest first. */
  Uni<List<LedgerEntry>> toKeep(int limit) {
    return database
        .query(TO_KEEP, Tuple.of(limit))
        .map(rows -> rows.stream().map(this::entry).toList());
  }

  /** Records that the ledger has the entry. */
  Uni<Integer> kept(LedgerEntry entry) {
    return database.update(
        KEPT,
        Tuple.of(entry.id(), now(), entry.subject().key(), Buffer.buffer(entry.subject().value())));
  }

  /** Records the end of erasures of which nothing is left; how many those are. */
  Uni<Integer> finish() {
    return database
        .update(FINISH, Tuple.of(now()))
        .call(() -> database.update(FORGET_WHOM, Tuple.tuple()));
  }

  private LedgerEntry entry(Row row) {
    UUID account = row.getUUID("account_id");
    Subject.Kind kind = Subject.Kind.of(row.getString("kind"));
    KeyedHash subject =
        Optional.ofNullable(row.getBuffer("subject_hash"))
            .map(hash -> new KeyedHash(row.getString("key_id"), hash.getBytes()))
            .orElseGet(
                () -> keys.hash(new Subject(account, kind, row.getUUID("subject_id")).digest()));
    return new LedgerEntry(
        row.getUUID("id"), account, kind, subject, Columns.instant(row, "erased_at"));
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
