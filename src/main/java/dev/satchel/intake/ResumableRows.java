package dev.satchel.intake;

import dev.satchel.access.Accounts;
import dev.satchel.access.Caller;
import dev.satchel.blob.BlobProgress;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.BlobStep;
import dev.satchel.blob.StoredPart;
import dev.satchel.blob.StoredPiece;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.image.ImageFacts;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resumable uploads on record. Each has a row in {@code pending_upload} of the same id, which owns
 * what was stored of it until the file does.
 *
 * <p>Who wants to write one {@link #claim}s it, and so ends the right of whoever did before: a
 * change of a request with an older fence finds no row. So of two requests, whichever replicas they
 * have come to, each byte is counted for one of them or for none.
 */
@ApplicationScoped
class ResumableRows {

  private static final String COLUMNS =
      """
      id, fence, next_part, length, received, expires_at, metadata, original_name, mime_type,
      description, user_id, file_request_id, expiry_interval, photos_only, store_upload,
      digest_state, image_width, image_height, photo_created_at, late_directory,
      finished\
      """;

  private static final String OPEN =
      """
      select count(*) filter (where key_id = $2) of_key,
        coalesce(sum(coalesce(length, $3)), 0)::bigint promised
      from resumable_upload where account_id = $1 and not finished and expires_at > $4
      """;

  private static final String INSERT =
      """
      with pending as (insert into pending_upload (id, created_at) values ($1, $4))
      insert into resumable_upload (id, account_id, key_id, created_at, expires_at, length, user_id,
        file_request_id, photos_only, original_name, description, mime_type, expiry_interval,
        metadata)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """;

  private static final String VISIBLE =
      "id = $1 and account_id = $2 and expires_at > $3 and ($4::uuid is null or key_id = $4)";

  private static final String FIND =
      "select %s from resumable_upload where %s".formatted(COLUMNS, VISIBLE);

  private static final String CLAIM =
      """
      update resumable_upload
      set fence = fence + 1, next_part = next_part + $5,
        length = case when $6 >= received then coalesce(length, $6) else length end
      where %s and not finished returning %s
      """
          .formatted(VISIBLE, COLUMNS);

  private static final String PARTS =
      """
      select number, is_piece, size, etag, checksum, sha256
      from resumable_part where upload_id = $1 order by number
      """;

  private static final String STEP =
      """
      with held as
        (update resumable_upload set received = $3, next_part = $4,
           digest_state = case when $6 then digest_state else $5 end,
           image_width = coalesce($7, image_width), image_height = coalesce($8, image_height),
           photo_created_at = coalesce($9, photo_created_at),
           late_directory = coalesce($16, late_directory)
         where id = $1 and fence = $2 and not finished returning id),
      replaced as
        (delete from resumable_part
         where upload_id in (select id from held) and is_piece and $15::boolean)
      insert into resumable_part (upload_id, number, is_piece, size, etag, checksum, sha256)
      select id, $10::bigint, $6::boolean, $11::bigint, $12::text, $13::text, $14::bytea from held
      """;

  private static final String BEGUN =
      """
      update resumable_upload set store_upload = $3
      where id = $1 and fence = $2 and store_upload is null and not finished
      """;

  private static final String FINISH =
      """
      with finished as
        (update resumable_upload set finished = true, received = length, user_id = null,
           original_name = null, description = null, metadata = null, digest_state = null,
           store_upload = null
         where id = $1 and fence = $2 and not finished returning id),
      parts as (delete from resumable_part where upload_id in (select id from finished))
      select id from finished
      """;

  private final Database database;
  private final Accounts accounts;
  private final ResumableConfig config;
  private final RetentionConfig retention;
  private final Clock clock;

  ResumableRows(
      Database database,
      Accounts accounts,
      ResumableConfig config,
      RetentionConfig retention,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.config = config;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * What has become of an upload that is written.
   *
   * @param fence of who has written
   * @param received bytes that are durable now
   * @param nextPart from which on no part may be under way
   * @param found what the first part tells of the picture, if it has come
   */
  record Change(
      UUID upload, long fence, long received, int nextPart, HeadFindings found, BlobStep step) {}

  /**
   * Puts a new upload on record; gives when it expires.
   *
   * @param atMost bytes that one of unknown length may have
   */
  Uni<Instant> create(Caller caller, UUID id, NewResumable asked, boolean photosOnly, long atMost) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(shorter(config.expiry(), retention.orphanAge()));
    return accounts.alone(
        caller.accountId(),
        transaction ->
            requireRoom(transaction, caller, asked, atMost)
                .chain(
                    () ->
                        transaction.update(
                            INSERT, values(caller, id, asked, photosOnly, now, expiresAt)))
                .replaceWith(expiresAt));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Uni<Void> requireRoom(
      Transaction transaction, Caller caller, NewResumable asked, long atMost) {
    return transaction
        .query(OPEN, Tuple.of(caller.accountId(), caller.keyId(), atMost, now()))
        .map(rows -> rows.iterator().next())
        .invoke(
            row -> {
              if (row.getLong("of_key") >= maxOpen(caller)) {
                throw tooMany("There are as many uploads that are not finished as there may be.");
              }
              if (row.getLong("promised") + asked.length().orElse(atMost)
                  > config.maxPromised().asLongValue()) {
                throw tooMany("The account's uploads that are not finished would be too large.");
              }
            })
        .replaceWithVoid();
  }

  private int maxOpen(Caller caller) {
    return caller.ownOnly() ? config.maxOpenOfLink() : config.maxOpen();
  }

  private static ProblemException tooMany(String sentence) {
    return new ProblemException(ProblemCode.TOO_MANY_UPLOADS, null, sentence);
  }

  private static Tuple values(
      Caller caller,
      UUID id,
      NewResumable asked,
      boolean photosOnly,
      Instant now,
      Instant expiresAt) {
    return Tuple.from(
        new Object[] {
          id,
          caller.accountId(),
          caller.keyId(),
          Columns.utc(now),
          Columns.utc(expiresAt),
          asked.length().isEmpty() ? null : asked.length().getAsLong(),
          asked.userId(),
          asked.fileRequestId(),
          photosOnly,
          asked.name(),
          asked.description(),
          asked.type(),
          asked.expiryInterval(),
          asked.metadata()
        });
  }

  /** The upload as it is now; empty where the account has none of this id. */
  Uni<Optional<ResumableUpload>> find(Caller caller, UUID id) {
    return database.inTransaction(
        transaction ->
            transaction
                .query(FIND, Tuple.of(id, caller.accountId(), now(), owner(caller)))
                .chain(found -> withParts(transaction, found, 0)));
  }

  /**
   * The upload, for the caller to write: nobody else can from now on. One that is finished comes as
   * it is.
   *
   * @param parts numbers of parts that the caller may use
   * @param length of the whole file, where it was not known
   */
  Uni<Optional<ResumableUpload>> claim(Caller caller, UUID id, int parts, @Nullable Long length) {
    return database
        .inTransaction(
            transaction ->
                transaction
                    .query(
                        CLAIM,
                        Tuple.of(id, caller.accountId(), now(), owner(caller), parts, length))
                    .chain(claimed -> withParts(transaction, claimed, parts)))
        .chain(claimed -> claimed.isPresent() ? Uni.createFrom().item(claimed) : find(caller, id));
  }

  /** Whose uploads alone the caller sees; null for those of the whole account. */
  private static @Nullable UUID owner(Caller caller) {
    return caller.ownOnly() ? caller.keyId() : null;
  }

  private static Uni<Optional<ResumableUpload>> withParts(
      Statements statements, RowSet<Row> found, int parts) {
    if (found.rowCount() == 0) {
      return Uni.createFrom().item(Optional.empty());
    }
    Row row = found.iterator().next();
    return statements
        .query(PARTS, Tuple.of(row.getUUID("id")))
        .map(stored -> Optional.of(upload(row, stored, parts)));
  }

  private static ResumableUpload upload(Row row, RowSet<Row> stored, int parts) {
    return new ResumableUpload(
        row.getUUID("id"),
        row.getLong("fence"),
        row.getInteger("next_part") - parts,
        row.getLong("length"),
        row.getLong("received"),
        Columns.instant(row, "expires_at"),
        ResumableUpload.Description.of(row),
        new BlobProgress(
            row.getString("store_upload"),
            rows(stored, false).map(ResumableRows::part).toList(),
            rows(stored, true).map(ResumableRows::piece).toList(),
            Optional.ofNullable(row.getBuffer("digest_state"))
                .map(state -> state.getBytes())
                .orElse(null)),
        new HeadFindings(
            new ImageFacts(
                row.getInteger("image_width"),
                row.getInteger("image_height"),
                Columns.instantOrNull(row, "photo_created_at")),
            row.getLong("late_directory")),
        row.getBoolean("finished"));
  }

  private static Stream<Row> rows(RowSet<Row> stored, boolean pieces) {
    return stored.stream().filter(row -> row.getBoolean("is_piece") == pieces);
  }

  private static StoredPart part(Row row) {
    return new StoredPart(
        row.getLong("number").intValue(),
        row.getLong("size"),
        row.getString("etag"),
        row.getString("checksum"));
  }

  private static StoredPiece piece(Row row) {
    return new StoredPiece(
        row.getLong("number"),
        new BlobReceipt(row.getLong("size"), row.getBuffer("sha256").getBytes()));
  }

  /** Records the store's multipart upload. Fails where somebody else writes meanwhile. */
  Uni<Void> begun(ResumableUpload upload, String storeUpload) {
    return database
        .update(BEGUN, Tuple.of(upload.id(), upload.fence(), storeUpload))
        .invoke(ResumableRows::requireHeld)
        .replaceWithVoid();
  }

  /** Puts changes on record, all of them or none. Fails where somebody else writes meanwhile. */
  Uni<Void> record(List<Change> changes) {
    return changes.size() == 1
        ? record(database, changes.getFirst())
        : database.inTransaction(
            transaction ->
                Multi.createFrom()
                    .iterable(changes)
                    .onItem()
                    .transformToUniAndConcatenate(change -> record(transaction, change))
                    .collect()
                    .last()
                    .replaceWithVoid());
  }

  private static Uni<Void> record(Statements statements, Change change) {
    return statements
        .update(STEP, parameters(change))
        .invoke(ResumableRows::requireHeld)
        .replaceWithVoid();
  }

  private static Tuple parameters(Change change) {
    ImageFacts facts = change.found().facts();
    var common = Stream.of(change.upload(), change.fence(), change.received(), change.nextPart());
    Stream<@Nullable Object> specific =
        switch (change.step()) {
          case BlobStep.Part(StoredPart part, byte[] digest) ->
              Stream.of(
                  digest == null ? null : Buffer.buffer(digest),
                  false,
                  facts.width(),
                  facts.height(),
                  Columns.utcOrNull(facts.photoCreatedAt()),
                  (long) part.number(),
                  part.size(),
                  part.etag(),
                  part.checksum(),
                  null,
                  true,
                  change.found().lateDirectory());
          case BlobStep.Piece(StoredPiece piece, boolean replaces) ->
              Stream.of(
                  null,
                  true,
                  null,
                  null,
                  null,
                  piece.number(),
                  piece.content().size(),
                  null,
                  null,
                  Buffer.buffer(piece.content().sha256()),
                  replaces,
                  null);
        };
    return Tuple.from(Stream.concat(common, specific).toArray());
  }

  /** Records that the file exists, in the transaction that inserts it. */
  Uni<Void> finish(Transaction transaction, ResumableUpload upload) {
    return transaction
        .update(FINISH, Tuple.of(upload.id(), upload.fence()))
        .invoke(ResumableRows::requireHeld)
        .replaceWithVoid();
  }

  private static void requireHeld(int changed) {
    if (changed != 1) {
      throw takenOver();
    }
  }

  /** That a newer request writes the upload. */
  static ProblemException takenOver() {
    return new ProblemException(
        ProblemCode.UPLOAD_TAKEN_OVER, null, "A newer request goes on with the upload.");
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
