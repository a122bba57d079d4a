package dev.satchel.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Forgetting files on time. */
@ConfigMapping(prefix = "satchel.retention")
public interface RetentionConfig {

  /** Between two rounds of passes that remove what is due. */
  @WithDefault("60s")
  @DurationMin(seconds = 1)
  Duration every();

  /** Between two looks for files of file requests that have expired. */
  @WithDefault("20s")
  @DurationMin(seconds = 1)
  Duration tellEvery();

  /** How long after its expiry or deletion a file's bytes and metadata are removed. */
  @WithDefault("24h")
  @DurationMin(seconds = 0)
  Duration grace();

  /** How old what a crash has left, or an upload without an end, is before it is removed. */
  @WithDefault("24h")
  @DurationMin(seconds = 1)
  Duration orphanAge();

  /** Files, uploads or objects of one batch. */
  @WithDefault("1000")
  @Min(1) @Max(1000) int batch();

  /** Between two comparisons of the whole bucket with the table of files. */
  @WithDefault("24h")
  @DurationMin(seconds = 1)
  Duration compareEvery();

  /** Objects without an owner that one comparison may remove; more of them are a mistake. */
  @WithDefault("1000")
  @Min(0) int removalCap();

  /** Whether a comparison tells what it would remove, and removes nothing. */
  @WithDefault("false")
  boolean dryRun();

  /**
   * Whether nothing is removed for good by any pass, and comparisons only tell: for the time after
   * a restore, in which database and bucket may not fit together.
   */
  @WithDefault("false")
  boolean reportOnly();

  /** How long a file may be overdue before {@code /q/health/well} turns down. */
  @WithDefault("6h")
  @DurationMin(seconds = 1)
  Duration overdueLimit();

  /** How long settled deliveries, their events, and what passes did are kept. */
  @WithDefault("720h")
  @DurationMin(seconds = 1)
  Duration history();
}
