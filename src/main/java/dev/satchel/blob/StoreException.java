package dev.satchel.blob;

import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What the object store, or the way to it, said to a request of ours, in one line for the log: what
 * was asked, the status and the store's error code, or the failure of the connection.
 */
final class StoreException extends RuntimeException {

  StoreException(StoreOperation operation, Throwable failure) {
    super(
        "The object store did not "
            + operation.name().toLowerCase(Locale.ROOT)
            + ": "
            + said(failure),
        failure,
        false,
        false);
  }

  /** What was said, without what was asked. */
  static String said(Throwable failure) {
    return failure instanceof S3Exception answer
        ? answer.statusCode()
            + " "
            + StoreOperation.code(answer).orElse("without an error code")
            + (answer.requestId() == null ? "" : ", request " + answer.requestId())
        : of(root(failure));
  }

  /** What the SDK says of it itself is long and adds nothing. */
  static Throwable root(Throwable failure) {
    return failure instanceof SdkException && failure.getCause() != null
        ? root(failure.getCause())
        : failure;
  }

  private static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ", " + failure.getMessage();
  }
}
