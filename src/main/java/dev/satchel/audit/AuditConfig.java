package dev.satchel.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** What is kept on record, and how. */
@ConfigMapping(prefix = "satchel.audit")
public interface AuditConfig {

  /**
   * Clients that a replica tells apart in the records of one minute that count refused calls; the
   * others are counted together.
   */
  @WithDefault("100")
  @Min(1) @Max(10_000) int refusedClients();

  /** Between two looks for records that have no place in their chain yet. */
  @WithDefault("1s")
  @DurationMin(millis = 10)
  Duration chainEvery();

  /** Between two times that the ends of the chains leave the database. */
  @WithDefault("5m")
  @DurationMin(seconds = 1)
  Duration headsEvery();

  /**
   * How long the bucket keeps each of these ends, whoever wants to remove it, by S3's object lock.
   * Default: as long as nobody removes it.
   */
  Optional<@DurationMin(seconds = 1) Duration> lockHeadsFor();

  /** How long records are kept. Default: for ever. */
  Optional<@DurationMin(hours = 1) Duration> history();
}
