package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stream with what was stored: a whole blob by its digest, a part of one, of which there
 * is none, by its length. Each buffer is held back until the next one has come, and the last one
 * until the stream has ended as it should; one that is longer fails before it gives the last of the
 * bytes that were promised. So no reader takes wrong bytes for a complete blob.
 */
final class BlobVerification {

  private final long promised;
  private long size;
  private @Nullable ByteBuffer held;

  private BlobVerification(long promised) {
    this.promised = promised;
  }

  /** All bytes of a blob. */
  static Multi<ByteBuffer> of(Multi<ByteBuffer> bytes, BlobReceipt stored) {
    return Multi.createFrom()
        .deferred(
            () -> {
              MessageDigest sha256 = Sha256.bulk();
              return ofLength(
                  bytes
                      .onItem()
                      .invoke(arrived -> sha256.update(arrived.duplicate()))
                      .onCompletion()
                      .invoke(
                          () -> require(MessageDigest.isEqual(sha256.digest(), stored.sha256()))),
                  stored.size());
            });
  }

  /** So many bytes of a blob. */
  static Multi<ByteBuffer> ofLength(Multi<ByteBuffer> bytes, long promised) {
    return Multi.createFrom()
        .deferred(
            () -> {
              var verification = new BlobVerification(promised);
              return bytes
                  .onItem()
                  .transformToMultiAndConcatenate(verification::exchange)
                  .onCompletion()
                  .switchTo(verification::last);
            });
  }

  private Multi<ByteBuffer> exchange(ByteBuffer arrived) {
    size += arrived.remaining();
    require(size <= promised);
    ByteBuffer previous = held;
    held = arrived;
    return previous == null ? Multi.createFrom().empty() : Multi.createFrom().item(previous);
  }

  private Multi<ByteBuffer> last() {
    require(size == promised);
    return held == null ? Multi.createFrom().empty() : Multi.createFrom().item(held);
  }

  private static void require(boolean asStored) {
    if (!asStored) {
      throw new CorruptBlobException();
    }
  }
}
