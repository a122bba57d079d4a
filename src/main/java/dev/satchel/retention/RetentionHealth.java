package dev.satchel.retention;

import dev.satchel.lifetime.Deadlines;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Well means that nothing is overdue for long. Readiness stays as it is: a replica that does not
 * get on with removing can still serve.
 */
@Wellness
@ApplicationScoped
class RetentionHealth implements AsyncHealthCheck {

  private static final String NAME = "Files forgotten on time";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OverdueFiles files;
  private final RetentionConfig config;

  RetentionHealth(OverdueFiles files, RetentionConfig config) {
    this.files = files;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Deadlines.within(PATIENCE, files.overdue(config.grace()))
        .map(
            overdue ->
                HealthCheckResponse.named(NAME)
                    .status(overdue.compareTo(config.overdueLimit()) <= 0)
                    .withData("overdueSeconds", overdue.toSeconds())
                    .build())
        .onFailure()
        .recoverWithItem(HealthCheckResponse.down(NAME));
  }
}
