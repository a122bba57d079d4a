package dev.satchel.thumbnail;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/** A thumbnail of a file: one that is kept in the store, or one that was just made. */
public interface Thumbnail {

  String mimeType();

  /** What its bytes are. */
  BlobReceipt blob();

  /**
   * All its bytes, to be subscribed to once. Fails with {@link LostThumbnailException} where it was
   * kept and turns out to be lost or corrupt, else as a read of the store.
   *
   * @param owner with whose end the read ends, wherever it is
   */
  Uni<Multi<ByteBuffer>> read(Lifetime owner);

  /** Some of its bytes, likewise. */
  Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range);

  /** Hears that a request is answered with it, which is counted. */
  void served();
}
