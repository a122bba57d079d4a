package dev.satchel.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of request bodies: those that are read whole, and those that nobody reads. */
@ConfigMapping(prefix = "satchel.api")
public interface BodyConfig {

  /**
   * How long the rest of a request body is read and thrown away after an answer was given early, so
   * that a client that is still sending sees the answer.
   */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration lingerTimeout();

  /** How long, meanwhile, nothing may come before the connection is closed. */
  @WithDefault("2s")
  @DurationMin(millis = 1)
  Duration lingerIdle();

  /** Bytes of the body of a call that is not an upload. */
  @WithDefault("64K")
  MemorySize maxBodySize();
}
