package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.request.FileRequestType;
import dev.satchel.request.RequestedFiles;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file request that one upload answers. It is looked up as soon as it is named, while the
 * upload goes on, so that a wrong one is told of early; the commit has the last word.
 *
 * <p>Used on the upload's event loop only; results arrive there.
 */
final class AnsweredRequest {

  private final @Nullable Lookup lookup;
  private final Executor owner;
  private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);
  private boolean photosOnly;

  /** Where requests are looked up. */
  interface Lookup {
    /** Which files the request takes; fails where there is none that is open. */
    Uni<FileRequestType> open(UUID request);
  }

  private AnsweredRequest(@Nullable Lookup lookup, Executor owner) {
    this.lookup = lookup;
    this.owner = owner;
  }

  static AnsweredRequest of(Caller caller, RequestedFiles requests, Executor owner) {
    return new AnsweredRequest(id -> requests.open(caller, id), owner);
  }

  /** For an upload that was committed long ago: whatever it names was right then. */
  static AnsweredRequest unchecked() {
    return new AnsweredRequest(null, Runnable::run);
  }

  /**
   * Looks the request up.
   *
   * @param known hears when it is known what the request takes
   * @param refused hears why it cannot be answered
   */
  void named(UUID id, Runnable known, Consumer<Throwable> refused) {
    if (lookup == null) {
      return;
    }
    settled =
        Uni.createFrom()
            .deferred(() -> lookup.open(id))
            .emitOn(owner)
            .invoke(type -> photosOnly = type == FileRequestType.PHOTO)
            .invoke(known)
            .onFailure()
            .invoke(refused)
            .replaceWithVoid()
            .subscribeAsCompletionStage();
  }

  /** Whether the request is known to take images only. */
  boolean takesPhotosOnly() {
    return photosOnly;
  }

  /** Completes when the request is known, at once where none is named. */
  CompletableFuture<Void> settled() {
    return settled;
  }
}
