package dev.satchel.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of answers that tell of a problem. */
@ConfigMapping(prefix = "satchel.api")
public interface ProblemConfig {

  /** How long an answer {@code 503} asks the client to wait; whole seconds. */
  @WithDefault("5s")
  @DurationMin(seconds = 1)
  Duration retryAfter();
}
