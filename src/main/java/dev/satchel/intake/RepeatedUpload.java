package dev.satchel.intake;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.digest.Sha256;
import dev.satchel.file.FileView;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request whose {@code Idempotency-Key} has been answered, to see whether it is the same
 * one. Keeps nothing of the contents but what they are.
 */
final class RepeatedUpload implements UploadTask {

  private final IdempotencyClaim.Answered earlier;
  private final StoredResponses responses;
  private final MessageDigest sha256 = Sha256.bulk();
  private long size;

  RepeatedUpload(IdempotencyClaim.Answered earlier, StoredResponses responses) {
    this.earlier = earlier;
    this.responses = responses;
  }

  @Override
  public boolean write(FileDraft file, ByteBuffer bytes) {
    size += bytes.remaining();
    sha256.update(bytes);
    return true;
  }

  @Override
  public boolean finish(FileDraft file) {
    file.received(new BlobReceipt(size, sha256.digest()));
    size = 0;
    return true;
  }

  /** Whatever the request names was right when it was committed, which is long ago. */
  @Override
  public void answers(UUID fileRequest) {}

  @Override
  public Uni<Void> settled() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<List<FileView>> complete(UploadDraft upload) {
    return Uni.createFrom().item(() -> answer(upload));
  }

  @Override
  public Uni<Void> end(@Nullable Throwable failure) {
    return Uni.createFrom().voidItem();
  }

  private List<FileView> answer(UploadDraft upload) {
    if (!Arrays.equals(earlier.digest(), RequestDigest.of(upload))) {
      throw new ProblemException(
          ProblemCode.IDEMPOTENCY_KEY_REUSED,
          null,
          "The Idempotency-Key was used for another request.");
    }
    return responses.read(earlier.response());
  }
}
