package dev.satchel.download;

import dev.satchel.blob.ByteRange;
import dev.satchel.image.ImageSize;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.thumbnail.Thumbnail;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A thumbnail of an image.
 *
 * @param original what it was made of
 * @param size what was asked for
 */
record ThumbnailForm(Original original, ImageSize size, Thumbnail thumbnail)
    implements Representation {

  @Override
  public EntityTag tag() {
    return EntityTag.of(thumbnail.blob().sha256());
  }

  @Override
  public Instant lastModified() {
    return original.lastModified();
  }

  @Override
  public String mimeType() {
    return thumbnail.mimeType();
  }

  /** The original's name with the extension of what it is now. */
  @Override
  public String name() {
    String extension = mimeType().equals("image/png") ? ".png" : ".jpg";
    return original.name().replaceFirst("\\.[^.]{0,10}$", "") + extension;
  }

  @Override
  public long length() {
    return thumbnail.blob().size();
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return thumbnail.read(owner);
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return thumbnail.read(owner, range);
  }

  @Override
  public void served() {
    thumbnail.served();
  }
}
