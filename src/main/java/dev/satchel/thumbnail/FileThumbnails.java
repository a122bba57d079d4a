package dev.satchel.thumbnail;

import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * Thumbnails of stored files, for whoever serves them. Never blocks; results arrive on the caller's
 * event loop. A caller that cancels leaves, and a rendering that nobody waits for any more ends.
 */
public interface FileThumbnails {

  /**
   * Looks at what is kept, at once, while the file itself is still being looked for. What comes of
   * it is of use only to who has the file then, and with that may see it.
   */
  Uni<Sought> seek(UUID file, ImageSize size);

  /** One that is made now, whatever is kept; otherwise as {@link Sought#of}. */
  Uni<Optional<Thumbnail>> make(StoredFile file, ImageSize size);

  /** A thumbnail that was looked for by the id of its file. */
  interface Sought {

    /**
     * The one that is kept, else one that is made now; nothing where there is none to be had. Fails
     * with {@code overloaded} where too many wait for theirs.
     *
     * @param file that of the id
     */
    Uni<Optional<Thumbnail>> of(StoredFile file);
  }
}
