package dev.satchel.intake;

import dev.satchel.file.FileView;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upload is for: where its contents go, and what comes of them. Made for one {@link
 * Upload}, which it tells of room and of faults. Used on the upload's event loop only; what it
 * gives arrives there, unless it says otherwise.
 */
interface UploadTask {

  /**
   * Takes what there is room for of {@code bytes}; false if some remain, which are to be brought
   * again when the upload hears that it is {@link Upload#writable}.
   */
  boolean write(FileDraft file, ByteBuffer bytes);

  /**
   * Ends the contents of the file that is being written. False if that has to wait for room, as
   * above.
   */
  boolean finish(FileDraft file);

  /** Hears which file request the upload answers. To be called once. */
  void answers(UUID fileRequest);

  /** Ends when all files are where they should be, and fails when they will not be. */
  Uni<Void> settled();

  /** Gives the answer to a valid upload whose files have {@link #settled}. On any thread. */
  Uni<List<FileView>> complete(UploadDraft upload);

  /**
   * Gives back all that was taken, at once what can be; ends when nothing of the upload is left
   * that should not be. To be called once, with nothing of the above under way.
   *
   * @param failure of the upload; null if it was completed
   */
  Uni<Void> end(@Nullable Throwable failure);
}
