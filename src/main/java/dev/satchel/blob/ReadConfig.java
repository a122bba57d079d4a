package dev.satchel.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** What is read from the object store at a time. */
@ConfigMapping(prefix = "satchel.download")
public interface ReadConfig {

  /**
   * Files and thumbnails that a replica reads from the store at a time; one more is answered {@code
   * 503}. Slow clients hold a connection each, so it is less than there are.
   */
  @WithDefault("192")
  @Min(1) @Max(10_000) int maxConcurrent();
}
