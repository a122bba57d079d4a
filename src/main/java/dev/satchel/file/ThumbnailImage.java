package dev.satchel.file;

import dev.satchel.blob.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A thumbnail that was just made of {@code original}. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record ThumbnailImage(Original original, String size, String mimeType, byte[] bytes)
    implements Representation {

  @Override
  public EntityTag tag() {
    return original.tag().variant(size);
  }

  @Override
  public Instant lastModified() {
    return original.lastModified();
  }

  /** The original's name with the extension of what it is now. */
  @Override
  public String name() {
    String extension = mimeType.equals("image/png") ? ".png" : ".jpg";
    return original.name().replaceFirst("\\.[^.]{0,10}$", "") + extension;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public Uni<Multi<ByteBuffer>> read() {
    return Uni.createFrom().item(Multi.createFrom().item(ByteBuffer.wrap(bytes)));
  }

  @Override
  public Uni<Multi<ByteBuffer>> read(ByteRange range) {
    var part = ByteBuffer.wrap(bytes, Math.toIntExact(range.first()), (int) range.length());
    return Uni.createFrom().item(Multi.createFrom().item(part));
  }
}
