package dev.satchel.blob;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means, among other things, that the bucket answers. */
@Readiness
@ApplicationScoped
class BucketHealth implements AsyncHealthCheck {

  private static final String NAME = "Object store bucket";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BlobStore store;

  BucketHealth(BlobStore store) {
    this.store = store;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return store
        .check()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(ready -> HealthCheckResponse.up(NAME))
        .onFailure()
        .recoverWithItem(HealthCheckResponse.down(NAME));
  }
}
