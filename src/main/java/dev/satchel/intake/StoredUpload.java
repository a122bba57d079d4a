package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.file.FileView;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the files of an upload.
 *
 * @param blobs where their contents go
 * @param answered the file request that they may answer
 * @param commit makes them visible
 * @param key what the upload holds of its {@code Idempotency-Key}
 */
record StoredUpload(
    Caller caller, UploadBlobs blobs, AnsweredRequest answered, FileCommit commit, HeldKey key)
    implements UploadTask {

  @Override
  public boolean write(FileDraft file, ByteBuffer bytes) {
    return blobs.write(file, bytes);
  }

  @Override
  public boolean finish(FileDraft file) {
    return blobs.finish(file);
  }

  @Override
  public void answers(UUID fileRequest) {
    answered.named(fileRequest);
  }

  @Override
  public Uni<Void> settled() {
    return Uni.combine().all().unis(blobs.durable(), answered.settled()).discardItems();
  }

  @Override
  public Uni<List<FileView>> complete(UploadDraft upload) {
    return commit.commit(caller, upload);
  }

  /** What may have been committed is left as it is; the record of the upload tells later. */
  @Override
  public Uni<Void> end(@Nullable Throwable failure) {
    boolean failed = failure != null && !(failure instanceof CommitUnknownException);
    key.close(failed);
    if (failed) {
      return blobs.discard();
    }
    blobs.close();
    return Uni.createFrom().voidItem();
  }
}
