package dev.satchel.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of an upload, besides those of each of its blobs. */
@ConfigMapping(prefix = "satchel.upload")
public interface UploadConfig {

  /** Files in one request. */
  @WithDefault("100")
  @Min(1) @Max(10_000) int maxFiles();

  /** Bytes of one request body. */
  @WithDefault("8G")
  MemorySize maxRequestSize();

  /** Characters of a file's name. */
  @WithDefault("255")
  @Min(1) @Max(4096) int maxNameLength();

  /** Characters of a file's description. */
  @WithDefault("2000")
  @Min(1) @Max(100_000) int maxDescriptionLength();

  /** Levels of nesting in a member that Satchel does not know. */
  @WithDefault("64")
  @Min(1) @Max(1000) int maxDepth();

  /**
   * Bytes that are kept of a TIFF around its directory, of one file of an upload at a time, where
   * the directory is not among the first ones, to measure the picture.
   */
  @WithDefault("65536")
  @Min(1024) @Max(1_048_576) int tiffWindow();

  /**
   * The time over which a client's rate is taken. Only the time counts in which Satchel reads: an
   * upload that waits for a buffer or for the store is not slow.
   */
  @WithDefault("30s")
  @DurationMin(seconds = 1)
  Duration idleTimeout();

  /**
   * Bytes a second that a client has to send, on average over each {@code idle-timeout}; a slower
   * one is answered {@code 408}. With 0 it has to send something.
   */
  @WithDefault("1K")
  MemorySize minRate();

  /**
   * Records of uploads that are made before they are needed, so that an upload does not wait for
   * its own; 0 for none.
   */
  @WithDefault("32")
  @Min(0) @Max(1000) int recordsAhead();
}
