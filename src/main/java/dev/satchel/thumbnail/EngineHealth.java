package dev.satchel.thumbnail;

import dev.satchel.image.Thumbnails;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells which engine makes thumbnails; any of them is fine. */
@Readiness
@ApplicationScoped
class EngineHealth implements HealthCheck {

  private final Thumbnails engine;

  EngineHealth(Thumbnails engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Thumbnail engine")
        .up()
        .withData("engine", engine.version())
        .build();
  }
}
