package dev.satchel.intake;

import dev.satchel.request.FileRequestType;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * The file request that one upload answers. It is looked up as soon as it is named, while the
 * upload goes on, so that a wrong one is told of early; the commit has the last word.
 *
 * <p>Used on the upload's event loop only; results arrive there.
 */
final class AnsweredRequest {

  /** Where requests are looked up. */
  @FunctionalInterface
  interface Lookup {
    /** Which files the request takes, on any thread; fails where there is none that is open. */
    Uni<FileRequestType> open(UUID request);
  }

  private final Upload upload;
  private final Lookup lookup;
  private Uni<Void> settled = Uni.createFrom().voidItem();

  /**
   * @param upload hears which files the request takes, or why it cannot be answered
   */
  AnsweredRequest(Upload upload, Lookup lookup) {
    this.upload = upload;
    this.lookup = lookup;
  }

  /** Looks the request up, beginning now. To be called once. */
  void named(UUID id) {
    settled =
        Uni.createFrom()
            .deferred(() -> lookup.open(id))
            .emitOn(upload.owner())
            .invoke(this::restrict)
            .replaceWithVoid()
            .memoize()
            .indefinitely();
    settled.subscribe().with(known -> {}, upload::failed);
  }

  /** Ends when it is known what the request takes, at once where none is named. */
  Uni<Void> settled() {
    return settled;
  }

  private void restrict(FileRequestType type) {
    if (type == FileRequestType.PHOTO) {
      upload.takePhotosOnly();
    }
  }
}
