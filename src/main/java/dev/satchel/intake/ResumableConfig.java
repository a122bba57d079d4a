package dev.satchel.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of uploads that come over several requests. */
@ConfigMapping(prefix = "satchel.resumable")
public interface ResumableConfig {

  /**
   * How long after its beginning an upload has to be finished; no longer than {@code
   * satchel.retention.orphan-age}, whatever this says.
   */
  @WithDefault("24h")
  @DurationMin(seconds = 1)
  Duration expiry();

  /** Uploads of one key that may be open; one more is answered {@code 413}. */
  @WithDefault("1000")
  @Min(1) @Max(1_000_000) int maxOpen();

  /** The same of one link of a file request, whose holder nobody knows. */
  @WithDefault("20")
  @Min(1) @Max(1_000_000) int maxOpenOfLink();

  /** Bytes that open uploads of one account may be going to have, together. */
  @WithDefault("100G")
  MemorySize maxPromised();

  /** Pieces, smaller than a part, that are kept of an upload before they are put together. */
  @WithDefault("32")
  @Min(1) @Max(1000) int maxPieces();
}
