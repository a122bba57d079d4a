package dev.satchel.thumbnail;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.ByteRange;
import dev.satchel.image.Rendering;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/**
 * A thumbnail that was just made, shared by all who asked for it.
 *
 * @param bytes nobody changes them
 * @param blob what they are
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record MadeThumbnail(String mimeType, byte[] bytes, BlobReceipt blob) implements Thumbnail {

  /** Takes a digest of the bytes, so not for an event loop. */
  static MadeThumbnail of(Rendering.Thumbnail rendering) {
    byte[] bytes = rendering.bytes();
    return new MadeThumbnail(rendering.mimeType(), bytes, BlobReceipt.of(bytes));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return Uni.createFrom().item(Multi.createFrom().item(ByteBuffer.wrap(bytes)));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return Uni.createFrom().item(Multi.createFrom().item(range.of(bytes)));
  }

  /** What was made has been counted as such. */
  @Override
  public void served() {}
}
