package dev.satchel.testing;

import dev.satchel.config.SatchelConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The service's settings without the service: the defaults, but for what a test says. */
public final class Settings {

  private Settings() {}

  /** The defaults, with a bucket. */
  public static SatchelConfig defaults() {
    return with(Map.of());
  }

  /** The defaults, but for {@code properties}. */
  public static SatchelConfig with(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(SatchelConfig.class)
        .withDefaultValue("satchel.s3.bucket", "satchel")
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(SatchelConfig.class);
  }
}
