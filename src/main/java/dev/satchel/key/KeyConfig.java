package dev.satchel.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How many keys there may be. */
@ConfigMapping(prefix = "satchel.api")
public interface KeyConfig {

  /** Keys of one account, without those that are revoked. */
  @WithDefault("1000")
  @Min(1) @Max(1_000_000) int maxKeysPerAccount();
}
