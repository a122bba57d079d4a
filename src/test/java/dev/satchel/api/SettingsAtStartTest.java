package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class SettingsAtStartTest {

  @Inject SmallRyeConfig config;

  /** Quarkus leaves out the mappings that nothing asks for, and with them their bounds. */
  @Test
  void areThoseOfAllMappings() {
    assertThat(Settings.mappings())
        .isNotEmpty()
        .allSatisfy(mapping -> assertThat(config.getConfigMapping(mapping)).isNotNull());
  }
}
