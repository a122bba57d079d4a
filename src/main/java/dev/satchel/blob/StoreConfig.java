package dev.satchel.blob;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The object store. Where it is and its credentials are the {@code quarkus.s3.*} settings. */
@ConfigMapping(prefix = "satchel.s3")
public interface StoreConfig {

  /** The bucket that holds every blob. It has to exist. */
  @NotBlank String bucket();

  /** What every object key starts with: names that each end with a slash. Default: nothing. */
  Optional<@Pattern(regexp = "([A-Za-z0-9._-]+/)+") String> prefix();

  /** Bytes of one part of a multipart upload; a smaller file is one PutObject. */
  @WithDefault("8M")
  MemorySize partSize();

  /** What uploads carry for the store to check. */
  @WithDefault("crc32")
  StoreChecksum checksum();

  /** By what the store is made to refuse a write whose bytes have changed on their way. */
  @WithDefault("auto")
  StoreIntegrity integrity();

  /**
   * How long the store may take to answer one try of a request, and, in the middle of a download,
   * to send more: up to twice as long there.
   */
  @WithDefault("30s")
  @DurationMin(millis = 1)
  Duration attemptTimeout();

  /** How long a write may take with all its tries, which are spread at random. */
  @WithDefault("2M")
  @DurationMin(millis = 1)
  Duration writeTimeout();
}
