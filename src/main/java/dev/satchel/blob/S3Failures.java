package dev.satchel.blob;

import dev.satchel.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Translates what the SDK fails with, so that nobody outside of this package sees it. */
final class S3Failures {

  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  /** Begins the name of a handler that the SDK adds to a connection for each request. */
  private static final String SDK_HANDLER = "HttpStreamsClientHandler#";

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

  /**
   * Whether the store does not know the call. What it says for now, or to this caller, is not that.
   */
  static boolean isNotImplemented(Throwable failure) {
    return cause(failure) instanceof S3Exception refused
        && (refused.statusCode() == NOT_IMPLEMENTED || refused.statusCode() == METHOD_NOT_ALLOWED);
  }

  /**
   * Whether the SDK's HTTP client got in its own way: where the answer to a request without a body
   * overtakes the end of that request, it hands the connection on with its handlers still in place,
   * and whoever gets it fails. The request was not at fault, and another connection takes it.
   */
  static boolean isLeftHandler(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains(SDK_HANDLER);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
