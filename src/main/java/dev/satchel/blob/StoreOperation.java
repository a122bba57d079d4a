package dev.satchel.blob;

import dev.satchel.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What is asked of the object store, and what its answers mean: the one table of that. The same
 * answer means different things by what was asked. A read that is answered {@code NoSuchKey} has
 * lost its blob; so is, by Ceph's gateway, a write whose body broke off on the way, where nothing
 * is lost at all.
 *
 * <p>The codes are those of the S3 API's list of error responses.
 */
enum StoreOperation {
  /** GetObject, of blobs on record only. */
  READ,

  /** PutObject, and the requests of a multipart upload until it is complete. */
  WRITE,

  /** DeleteObject, DeleteObjects, AbortMultipartUpload. */
  REMOVE,

  /**
   * Lists of objects, versions and multipart uploads, and the question whether there are versions.
   */
  LIST;

  /** What an answer means to whoever asked. */
  enum Meaning {
    /** What was on record is not there. */
    LOST,
    /** What is there is not what was stored. */
    CORRUPT,
    /** What was asked for is so already. */
    DONE,
    /** The store does not know the call, and never will. */
    NOT_IMPLEMENTED,
    /** The store does not do it now, or not for us. It may later. */
    UNAVAILABLE
  }

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  /** What a failure of this operation means, whoever it comes from: the store or the way to it. */
  Meaning meaning(Throwable failure) {
    if (!(cause(failure) instanceof S3Exception answer)) {
      return Meaning.UNAVAILABLE;
    }
    String code = code(answer).orElse("");
    return switch (this) {
      case READ ->
          switch (code) {
            case "NoSuchKey" -> Meaning.LOST;
            case "InvalidRange" -> Meaning.CORRUPT;
            default -> Meaning.UNAVAILABLE;
          };
      case REMOVE ->
          switch (code) {
            case "NoSuchKey", "NoSuchUpload" -> Meaning.DONE;
            default -> Meaning.UNAVAILABLE;
          };
      case LIST ->
          switch (answer.statusCode()) {
            case METHOD_NOT_ALLOWED, NOT_IMPLEMENTED -> Meaning.NOT_IMPLEMENTED;
            default -> Meaning.UNAVAILABLE;
          };
      case WRITE -> Meaning.UNAVAILABLE;
    };
  }

  /** The request, failing as {@link #translated(Throwable)} says. */
  <T> CompletableFuture<T> translated(CompletableFuture<T> request) {
    return request.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(translated(failure)));
  }

  /**
   * The failure in our own terms: {@link LostBlobException}, {@link CorruptBlobException}, else
   * {@code storage_unavailable}. One that is in our own terms stays as it is.
   */
  RuntimeException translated(Throwable failure) {
    return switch (cause(failure)) {
      case ProblemException ours -> ours;
      case LostBlobException ours -> ours;
      case CorruptBlobException ours -> ours;
      case CancellationException ours -> ours;
      case Throwable theirs -> translatedAnswer(theirs);
    };
  }

  private RuntimeException translatedAnswer(Throwable theirs) {
    var told = new StoreException(this, theirs);
    return switch (meaning(theirs)) {
      case LOST -> new LostBlobException(told);
      case CORRUPT -> new CorruptBlobException();
      case DONE, NOT_IMPLEMENTED, UNAVAILABLE -> ProblemException.storageUnavailable(told);
    };
  }

  /** Whether the store says that there is no such multipart upload, or no longer. */
  static boolean isNoSuchUpload(Throwable failure) {
    return cause(failure) instanceof S3Exception answer
        && code(answer).equals(Optional.of("NoSuchUpload"));
  }

  /** Whether the store says that what was asked for is not there; to HEAD it says no more. */
  static boolean isNotFound(Throwable failure) {
    return cause(failure) instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
  }

  /** The store's error code; empty where its answer had none. */
  static Optional<String> code(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode);
  }

  /** What the SDK's futures wrap. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
