package dev.satchel.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.privacy.PrivacyConfig;
import dev.satchel.privacy.PrivacyKeys;
import dev.satchel.testing.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevPrivacyKeyTest {

  @TempDir Path directory;

  /** Else nobody would be known again after a restart. */
  @Test
  void staysWithTheDataThatItIsFor() {
    String key = DevPrivacyKey.in(directory.resolve("data"));

    assertThat(DevPrivacyKey.in(directory.resolve("data"))).isEqualTo(key);
    assertThat(DevPrivacyKey.in(directory.resolve("other"))).isNotEqualTo(key);
  }

  @Test
  void isOneThatTheServiceTakes() {
    var settings = Map.of("satchel.privacy.key", DevPrivacyKey.in(directory));

    assertThat(new PrivacyKeys(Settings.with(PrivacyConfig.class, settings)).arePresent()).isTrue();
  }
}
