package dev.satchel.download;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;

/** How files are served. */
@ConfigMapping(prefix = "satchel.download")
public interface DownloadConfig {

  /** The {@code Cache-Control} of every file and thumbnail. */
  @WithDefault("private, no-store")
  @NotBlank String cacheControl();
}
