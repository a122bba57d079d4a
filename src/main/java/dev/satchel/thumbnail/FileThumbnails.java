package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * Thumbnails of stored files, for whoever serves them. Never blocks; results arrive on the caller's
 * event loop. A caller that cancels leaves, and a rendering that nobody waits for any more ends.
 */
public interface FileThumbnails {

  /**
   * The one that is kept, else one that is made now; nothing where there is none to be had. Fails
   * with {@code overloaded} where too many wait for theirs.
   */
  Uni<Optional<Thumbnail>> find(StoredFile file, ImageSize size);

  /** One that is made now, whatever is kept; otherwise as {@link #find}. */
  Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize size);
}
