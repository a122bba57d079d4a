package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.blob.BlobAppender.Whole;
import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.BlobStore;
import dev.satchel.image.ImageFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a file of a resumable upload all of whose bytes have come. Each step may be done again, by
 * whoever asks for the upload next: until the commit, which is done once, the upload stays.
 */
@ApplicationScoped
class FinishedUploads {

  private final BlobStore store;
  private final ResumableRows rows;
  private final LateDirectory directory;
  private final FileCommit commit;
  private final UploadConfig config;

  FinishedUploads(
      BlobStore store,
      ResumableRows rows,
      LateDirectory directory,
      FileCommit commit,
      UploadConfig config) {
    this.store = store;
    this.directory = directory;
    this.rows = rows;
    this.commit = commit;
    this.config = config;
  }

  /**
   * Makes the file of an upload in parts, all of them on record.
   *
   * @param sha256 of all its bytes; null where it has to be taken first
   */
  Uni<Void> ofParts(Caller caller, ResumableUpload upload, byte @Nullable [] sha256) {
    return rows.find(caller, upload.id())
        .map(found -> found.orElseThrow(ResumableRows::takenOver))
        .chain(
            found ->
                store
                    .complete(upload.key(), found.progress(), length(upload))
                    .chain(() -> receipt(upload, sha256))
                    .chain(receipt -> of(caller, upload, upload.key(), receipt, found.found())));
  }

  /** Makes the file of an upload whose last bytes have just come. */
  Uni<Void> of(Caller caller, ResumableUpload upload, Whole whole, HeadFindings found) {
    return switch (whole) {
      case Whole.InOneObject(BlobKey key, BlobReceipt receipt) ->
          of(caller, upload, key, receipt, found);
      case Whole.InParts(byte[] sha256) -> ofParts(caller, upload, sha256);
    };
  }

  private Uni<Void> of(
      Caller caller, ResumableUpload upload, BlobKey key, BlobReceipt receipt, HeadFindings found) {
    Long late = found.lateDirectory();
    Uni<ImageFacts> known =
        late == null || found.facts().measured()
            ? Uni.createFrom().item(found.facts())
            : directory.measure(key, receipt, late);
    return known.chain(facts -> commit(caller, upload, key, receipt, facts));
  }

  private Uni<BlobReceipt> receipt(ResumableUpload upload, byte @Nullable [] sha256) {
    return sha256 == null
        ? store.receipt(upload.key(), length(upload))
        : Uni.createFrom().item(new BlobReceipt(length(upload), sha256));
  }

  private Uni<Void> commit(
      Caller caller, ResumableUpload upload, BlobKey key, BlobReceipt receipt, ImageFacts facts) {
    if (upload.description().photosOnly() && !facts.measured()) {
      return Uni.createFrom().failure(Appending.notAnImage());
    }
    return commit.commit(
        caller,
        draft(upload, key, receipt, facts),
        transaction -> rows.finish(transaction, upload));
  }

  private UploadDraft draft(
      ResumableUpload upload, BlobKey key, BlobReceipt receipt, ImageFacts facts) {
    ResumableUpload.Description given = upload.description();
    var draft = new UploadDraft(upload.id(), false, config.tiffWindow());
    draft.startFile(0);
    FileDraft file = draft.currentFile();
    file.name = given.name();
    file.type = given.type();
    file.description = given.text();
    file.storedAt(key);
    file.measured(facts);
    file.received(receipt);
    draft.userId = given.userId();
    draft.fileRequestId = given.fileRequestId();
    draft.expiryInterval = given.expiryInterval();
    return draft;
  }

  private static long length(ResumableUpload upload) {
    return Objects.requireNonNull(upload.length(), "Nothing of unknown length is whole");
  }
}
