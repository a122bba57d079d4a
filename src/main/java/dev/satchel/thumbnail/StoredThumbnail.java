package dev.satchel.thumbnail;

import dev.satchel.blob.BlobReceipt;
import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/**
 * A thumbnail in the store. Its row answers all but its bytes. Small ones, which nearly all of them
 * are, are checked to the last byte before the answer begins, so that one that is lost or corrupt
 * can still be made anew; a larger one is checked while it is sent.
 */
record StoredThumbnail(ThumbnailRow row, StoredThumbnails store) implements Thumbnail {

  /** Bytes that an answer may hold. */
  private static final long SMALL = 1 << 20;

  @Override
  public String mimeType() {
    return row.mimeType();
  }

  @Override
  public BlobReceipt blob() {
    return row.blob();
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return isSmall()
        ? store.bytes(row).map(bytes -> Multi.createFrom().item(ByteBuffer.wrap(bytes)))
        : store.stream(owner, row);
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return isSmall()
        ? store.bytes(row).map(bytes -> Multi.createFrom().item(range.of(bytes)))
        : store.stream(owner, row, range);
  }

  @Override
  public void served() {
    store.served();
  }

  private boolean isSmall() {
    return row.blob().size() <= SMALL;
  }
}
