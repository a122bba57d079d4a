package dev.satchel.file;

import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/** A thumbnail that was just made of {@code original}. */
record ThumbnailImage(Original original, MadeThumbnail made) implements ThumbnailForm {

  @Override
  public EntityTag tag() {
    return EntityTag.of(made.blob().sha256());
  }

  @Override
  public String mimeType() {
    return made.mimeType();
  }

  @Override
  public long length() {
    return made.blob().size();
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner) {
    return Uni.createFrom().item(Multi.createFrom().item(ByteBuffer.wrap(made.bytes())));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range) {
    return Uni.createFrom().item(Multi.createFrom().item(range.of(made.bytes())));
  }
}
