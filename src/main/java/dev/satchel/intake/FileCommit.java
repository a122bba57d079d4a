package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.database.Batches;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.file.FileView;
import dev.satchel.file.StoredFile;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.RequestedFiles;
import dev.satchel.thumbnail.Precomputation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files of an upload visible, all at once: one transaction inserts them and ends the
 * upload's ownership of their blobs.
 */
@ApplicationScoped
class FileCommit {

  private static final Logger LOG = Logger.getLogger(FileCommit.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int RETRIES = 5;

  /** Uploads that are committed with one statement, where nothing else belongs to the commit. */
  private static final int BATCH = 100;

  private final Database database;
  private final PendingUploads pending;
  private final RequestedFiles requests;
  private final IdempotencyRecords records;
  private final StoredResponses responses;
  private final Precomputation precomputation;
  private final UploadMetrics metrics;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Batches<UploadRows, Boolean> inserts = new Batches<>(BATCH, this::insertAll);

  FileCommit(
      Database database,
      PendingUploads pending,
      RequestedFiles requests,
      IdempotencyRecords records,
      StoredResponses responses,
      Precomputation precomputation,
      UploadMetrics metrics,
      TimeOrderedIds ids,
      Clock clock) {
    this.database = database;
    this.pending = pending;
    this.requests = requests;
    this.records = records;
    this.responses = responses;
    this.precomputation = precomputation;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Commits. A connection that breaks in the middle leaves open whether the database has done it;
   * so on a failure the upload is abandoned, which finds it unless it was committed or swept away.
   * Answers on any thread.
   */
  Uni<List<FileView>> commit(Caller caller, UploadDraft upload) {
    Instant now = clock.instant();
    List<StoredFile> rows =
        upload.files.stream().map(file -> row(caller, upload, file, now)).toList();
    List<FileView> views = rows.stream().map(FileView::of).toList();
    Uni<Void> insertion =
        upload.keyed || upload.fileRequestId != null
            ? database.inTransaction(
                transaction -> insertAndTell(transaction, caller, upload, rows, views))
            : database.bounded(() -> insertWithOthers(rows(caller, upload, rows)));
    return insertion
        .onFailure()
        .recoverWithUni(failure -> unlessCommitted(upload, rows, failure))
        .invoke(() -> committed(rows, views))
        .replaceWith(views);
  }

  /**
   * Commits an upload of one file, whose id is the upload's, that has come over several requests. A
   * failure leaves the upload as it is: whoever asks for it next finds whether it was committed.
   * Answers on any thread.
   *
   * @param also what else is done in the transaction, before all else
   */
  Uni<Void> commit(Caller caller, UploadDraft upload, Function<Transaction, Uni<Void>> also) {
    StoredFile row = row(caller, upload, upload.currentFile(), clock.instant());
    row.id = upload.id;
    List<StoredFile> rows = List.of(row);
    List<FileView> views = List.of(FileView.of(row));
    return database
        .inTransaction(
            transaction ->
                also.apply(transaction)
                    .chain(() -> insertAndTell(transaction, caller, upload, rows, views)))
        .invoke(() -> committed(rows, views));
  }

  private void committed(List<StoredFile> rows, List<FileView> views) {
    metrics.stored(views);
    announce(rows);
  }

  /** Whatever fails from here on, the upload has not: its blobs belong to files. */
  private void announce(List<StoredFile> rows) {
    try {
      requests.committed();
      precomputation.committed(rows);
    } catch (RuntimeException | OutOfMemoryError failure) {
      LOG.error("Files were committed, and not all who wait for them have heard", failure);
    }
  }

  private Uni<Void> insertAndTell(
      Transaction transaction,
      Caller caller,
      UploadDraft upload,
      List<StoredFile> rows,
      List<FileView> views) {
    return insert(transaction, rows(caller, upload, rows))
        .onFailure(Database::isDangling)
        .transform(gone -> RequestedFiles.unknown())
        .chain(() -> publish(transaction, caller, upload, rows))
        .chain(() -> remember(transaction, upload, views));
  }

  private Uni<Void> publish(
      Transaction transaction, Caller caller, UploadDraft upload, List<StoredFile> rows) {
    List<UUID> added = rows.stream().map(row -> row.id).toList();
    return upload.fileRequestId == null
        ? Uni.createFrom().voidItem()
        : requests.added(transaction, caller, upload.fileRequestId, added);
  }

  private Uni<Void> remember(Transaction transaction, UploadDraft upload, List<FileView> views) {
    return upload.keyed
        ? records.answer(transaction, upload.id, RequestDigest.of(upload), responses.write(views))
        : Uni.createFrom().voidItem();
  }

  /** What the database refuses of one upload does not harm those that came with it. */
  private Uni<Void> insertWithOthers(UploadRows upload) {
    return inserts
        .ask(upload)
        .invoke(this::requireOwned)
        .replaceWithVoid()
        .onFailure(Database::isRefused)
        .recoverWithUni(refused -> insert(database, upload));
  }

  private Uni<Void> insert(Statements statements, UploadRows upload) {
    return FileInsert.execute(statements, List.of(upload))
        .map(List::getFirst)
        .invoke(this::requireOwned)
        .replaceWithVoid();
  }

  private Uni<List<Boolean>> insertAll(List<UploadRows> uploads) {
    return FileInsert.execute(database, uploads);
  }

  private void requireOwned(boolean inserted) {
    if (!inserted) {
      pending.dropSpares();
      throw new ProblemException(
          ProblemCode.UPLOAD_ABANDONED, null, "The upload took too long and was given up.");
    }
  }

  private Uni<Void> unlessCommitted(UploadDraft upload, List<StoredFile> rows, Throwable failure) {
    return isRefusal(failure)
        ? Uni.createFrom().failure(failure)
        : pending
            .abandon(record(upload))
            .chain(abandoned -> abandoned ? absent() : exists(rows))
            .onFailure(FileCommit::maySoonPass)
            .retry()
            .withBackOff(FIRST_PAUSE)
            .atMost(RETRIES)
            .onFailure()
            .transform(unknown -> new CommitUnknownException(failure))
            .chain(
                committed ->
                    committed ? Uni.createFrom().voidItem() : Uni.createFrom().failure(failure));
  }

  /** What we refuse is not committed. What the database fails with may be. */
  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ProblemException && !Database.isUnavailable(failure);
  }

  /** The pool may hold more connections that have broken, and finds out by using them. */
  private static boolean maySoonPass(Throwable failure) {
    return !Database.isTimeout(failure);
  }

  private static Uni<Boolean> absent() {
    return Uni.createFrom().item(false);
  }

  /** The row of an upload that took too long may have been swept away. */
  private Uni<Boolean> exists(List<StoredFile> rows) {
    return database
        .query("select from stored_file where id = $1", Tuple.of(rows.getFirst().id))
        .map(found -> found.size() == 1);
  }

  private StoredFile row(Caller caller, UploadDraft upload, FileDraft draft, Instant now) {
    var blob = given(draft.blob);
    var row = new StoredFile();
    row.id = ids.next();
    row.accountId = caller.accountId();
    row.userId = given(upload.userId);
    row.fileRequestId = upload.fileRequestId;
    row.originalName = given(draft.name);
    row.description = draft.description;
    row.mimeType = given(draft.type);
    row.size = blob.size();
    row.sha256 = blob.sha256();
    row.imageWidth = draft.facts().width();
    row.imageHeight = draft.facts().height();
    row.photoCreatedAt = draft.facts().photoCreatedAt();
    row.objectKey = draft.key().value();
    row.createdAt = now;
    row.expiresAt = upload.expiryInterval == null ? null : now.plusSeconds(upload.expiryInterval);
    return row;
  }

  private static UploadRows rows(Caller caller, UploadDraft upload, List<StoredFile> files) {
    return new UploadRows(record(upload), caller.actor(), files);
  }

  /** The one that owns the upload's blobs until its files do. */
  private static UUID record(UploadDraft upload) {
    return upload.files.getFirst().key().upload();
  }

  private static <T> T given(@Nullable T required) {
    return Objects.requireNonNull(required, "The codec ends no upload without it");
  }
}
