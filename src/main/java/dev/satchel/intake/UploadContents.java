package dev.satchel.intake;

import dev.satchel.blob.BlobSink;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * Where the contents of one upload go. Used on the upload's event loop only; results arrive there.
 */
interface UploadContents {

  /** Whether contents may be written. */
  boolean isAdmitted();

  /** Whether {@link #admit} has been called. */
  boolean isWaiting();

  /** Completes when contents may be written, which may take its time. */
  CompletableFuture<Void> admit();

  /** Takes what there is room for of {@code bytes}; false if some remain. */
  boolean write(FileDraft file, ByteBuffer bytes, BlobSink.Listener listener);

  /** Ends the contents of the file that is being written. */
  void finish(FileDraft file, BlobSink.Listener listener);

  /** Completes when all files are where they should be. */
  CompletableFuture<Void> durable();
}
