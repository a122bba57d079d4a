package dev.satchel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How many entries one page of a list holds. */
@ConfigMapping(prefix = "satchel.api")
public interface PageConfig {

  /** Files in one page of a list when the caller names no limit. */
  @WithDefault("50")
  @Min(1) @Max(1000) int pageSize();

  /** The most files that one page of a list may hold. */
  @WithDefault("200")
  @Min(1) @Max(1000) int maxPageSize();
}
