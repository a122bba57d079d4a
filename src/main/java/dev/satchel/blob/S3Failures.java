package dev.satchel.blob;

import dev.satchel.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/** Translates what the SDK fails with, so that nobody outside of this package sees it. */
final class S3Failures {

  private S3Failures() {}

  /** The request, failing as {@link #translated(Throwable)} says. */
  static <T> CompletableFuture<T> translated(CompletableFuture<T> request) {
    return request.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(translated(failure)));
  }

  /**
   * A blob that is not there is a {@link LostBlobException}, since only blobs on record are asked
   * for; all else is {@code storage_unavailable}.
   */
  static RuntimeException translated(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof NoSuchKeyException
        ? new LostBlobException(cause)
        : ProblemException.storageUnavailable(cause);
  }

  /** Whether a multipart upload is not there, or no longer. */
  static boolean isNoSuchUpload(Throwable failure) {
    return cause(failure) instanceof NoSuchUploadException;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
