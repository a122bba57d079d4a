package dev.satchel.download;

import dev.satchel.blob.ByteRange;
import dev.satchel.lifetime.Lifetime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A form in which a file can be served: its original bytes, or a thumbnail. */
sealed interface Representation permits Original, ThumbnailForm {

  EntityTag tag();

  /** In whole seconds, as HTTP tells it. */
  Instant lastModified();

  String mimeType();

  /** What a client that saves it should call it. */
  String name();

  /** In bytes. */
  long length();

  /**
   * All its bytes, to be subscribed to once.
   *
   * @param owner with whose end the read ends, wherever it is
   */
  Uni<Multi<ByteBuffer>> read(Lifetime owner);

  /** Some of its bytes, likewise. */
  Uni<Multi<ByteBuffer>> read(Lifetime owner, ByteRange range);

  /** Hears that a request is answered with it. */
  void served();

  /** What a request with these conditions gets of it. */
  default Selection selected(Conditions conditions) {
    return conditions.select(tag(), lastModified(), length());
  }
}
