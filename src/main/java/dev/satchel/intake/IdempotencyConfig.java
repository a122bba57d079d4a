package dev.satchel.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Requests that may come twice. */
@ConfigMapping(prefix = "satchel.idempotency")
public interface IdempotencyConfig {

  /** How long the answer to a request with an {@code Idempotency-Key} is kept. */
  @WithDefault("24h")
  @DurationMin(seconds = 1)
  Duration retention();

  /** How long after a crash the key of a running request stays in use. */
  @WithDefault("60s")
  @DurationMin(seconds = 3)
  Duration lease();

  /** Between two looks for answers that are too old. */
  @WithDefault("10m")
  @DurationMin(seconds = 1)
  Duration purgeEvery();
}
