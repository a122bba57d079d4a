package dev.satchel.download;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** How files are served. */
@ConfigMapping(prefix = "satchel.download")
public interface DownloadConfig {

  /** The {@code Cache-Control} of every file and thumbnail. */
  @WithDefault("private, no-store")
  @NotBlank String cacheControl();

  /**
   * Buffers of up to 8 KiB each that a download asks the store for before its client has room for
   * them; those that have come meanwhile are written at once.
   */
  @WithDefault("12")
  @Min(1) @Max(1_000) int readAhead();
}
