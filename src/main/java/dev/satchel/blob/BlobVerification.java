package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stream with the digest of what was stored. Each buffer is held back until the next one
 * has come, and the last one until the digest matches; a stream that is longer fails before it
 * gives the last of the bytes that were promised. So no reader takes wrong bytes for a complete
 * blob.
 */
final class BlobVerification {

  private final BlobReceipt stored;
  private final MessageDigest sha256 = Sha256.bulk();
  private long size;
  private @Nullable ByteBuffer held;

  private BlobVerification(BlobReceipt stored) {
    this.stored = stored;
  }

  static Multi<ByteBuffer> of(Multi<ByteBuffer> bytes, BlobReceipt stored) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var verification = new BlobVerification(stored);
              return bytes
                  .onItem()
                  .transformToMultiAndConcatenate(verification::exchange)
                  .onCompletion()
                  .switchTo(verification::last);
            });
  }

  private Multi<ByteBuffer> exchange(ByteBuffer arrived) {
    sha256.update(arrived.duplicate());
    size += arrived.remaining();
    if (size > stored.size()) {
      return Multi.createFrom().failure(new CorruptBlobException());
    }
    ByteBuffer previous = held;
    held = arrived;
    return previous == null ? Multi.createFrom().empty() : Multi.createFrom().item(previous);
  }

  private Multi<ByteBuffer> last() {
    if (size != stored.size() || !MessageDigest.isEqual(sha256.digest(), stored.sha256())) {
      return Multi.createFrom().failure(new CorruptBlobException());
    }
    return held == null ? Multi.createFrom().empty() : Multi.createFrom().item(held);
  }
}
