package dev.satchel.blob;

import dev.satchel.lifetime.Deadlines;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means, among other things, that the bucket answers. Tells by what the store was seen to
 * check writes, and where the bucket cannot be used, the store's word for that.
 */
@Readiness
@ApplicationScoped
class BucketHealth implements AsyncHealthCheck {

  private static final String NAME = "Object store bucket";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BucketCheck bucket;
  private final StoreProof proof;

  BucketHealth(BucketCheck bucket, StoreProof proof) {
    this.bucket = bucket;
    this.proof = proof;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Deadlines.within(PATIENCE, bucket.result())
        .map(ready -> named().up().withData("writesCheckedBy", proof.checks()).build())
        .onFailure()
        .recoverWithItem(
            failure -> named().down().withData("reason", BucketCheck.cause(failure)).build());
  }

  private static HealthCheckResponseBuilder named() {
    return HealthCheckResponse.named(NAME);
  }
}
