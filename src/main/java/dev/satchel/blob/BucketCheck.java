package dev.satchel.blob;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the bucket can be used, and where not, why, in words that help whoever set it up. */
@Singleton
final class BucketCheck {

  private static final Logger LOG = Logger.getLogger(BucketCheck.class);

  private final StoreConnection store;
  private final AtomicReference<String> told = new AtomicReference<>("");

  BucketCheck(StoreConnection store) {
    this.store = store;
  }

  /** Completes where the bucket answers; fails with the SDK's own exception. */
  Uni<Void> result() {
    return Uni.createFrom()
        .completionStage(() -> store.s3.headBucket(head -> head.bucket(store.config.bucket())))
        .replaceWithVoid()
        .onFailure(BucketCheck::isWithoutReason)
        .recoverWithUni(this::reason);
  }

  /**
   * A line of the log, once for each cause in a row: its error code and the property to look at.
   */
  void explain(Throwable failure) {
    String line = "The bucket cannot be used: " + cause(failure) + ". " + advice(failure);
    if (!line.equals(told.getAndSet(line))) {
      LOG.error(line);
    }
  }

  /** The store's word for it, without a name and without a secret. */
  static String cause(Throwable failure) {
    Throwable cause = StoreOperation.cause(failure);
    return cause instanceof S3Exception answer
        ? answer.statusCode() + StoreOperation.code(answer).map(code -> " " + code).orElse("")
        : StoreException.root(cause).getClass().getSimpleName();
  }

  private static String advice(Throwable failure) {
    Throwable cause = StoreOperation.cause(failure);
    return cause instanceof S3Exception answer
        ? advice(StoreOperation.code(answer).orElse(""))
        : "Look at quarkus.s3.endpoint-override, and at the way there.";
  }

  private static String advice(String code) {
    return switch (code) {
      case "NoSuchBucket" -> "Look at satchel.s3.bucket: a bucket of that name has to exist.";
      case "InvalidAccessKeyId" ->
          "Look at quarkus.s3.aws.credentials.static-provider.access-key-id.";
      case "SignatureDoesNotMatch" ->
          "Look at quarkus.s3.aws.credentials.static-provider.secret-access-key.";
      case "AccessDenied" -> "Look at what quarkus.s3.aws.credentials are allowed to do.";
      case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint" ->
          "Look at quarkus.s3.aws.region.";
      case "RequestTimeTooSkewed" -> "Look at this machine's clock.";
      default -> "Look at satchel.s3.bucket, quarkus.s3.aws.credentials and quarkus.s3.aws.region.";
    };
  }

  /** The answer to HEAD has no body, which is where the error code would be. */
  private static boolean isWithoutReason(Throwable failure) {
    return StoreOperation.cause(failure) instanceof S3Exception;
  }

  private Uni<Void> reason(Throwable failure) {
    return Uni.createFrom()
        .completionStage(
            () -> store.s3.listObjectsV2(list -> list.bucket(store.config.bucket()).maxKeys(1)))
        .chain(listed -> Uni.createFrom().<Void>failure(failure));
  }
}
