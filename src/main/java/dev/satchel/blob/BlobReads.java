package dev.satchel.blob;

import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/**
 * What blobs are read from. Never blocks; nothing is taken before there is a subscriber. A read
 * fails with {@link LostBlobException} or {@link CorruptBlobException} where it is the blob that is
 * at fault, else with {@code storage_unavailable}, or with {@code overloaded} where too many blobs
 * are being read.
 */
public interface BlobReads {

  /**
   * Reads a whole blob and checks it on the way: the stream fails with {@link
   * CorruptBlobException}, instead of giving its last bytes, where they are not those that were
   * stored.
   *
   * @param owner with whose end the read ends, wherever it is; what it takes is given back then
   * @return the bytes, to be subscribed to once
   */
  Uni<Multi<ByteBuffer>> read(Lifetime owner, BlobKey key, BlobReceipt stored);

  /**
   * Reads a part of a blob, and checks what can be: that it is as long as it should be, or, where
   * it is the whole blob, as above.
   *
   * @param owner as above
   * @return as above
   */
  Uni<Multi<ByteBuffer>> read(Lifetime owner, BlobKey key, BlobReceipt stored, ByteRange range);
}
