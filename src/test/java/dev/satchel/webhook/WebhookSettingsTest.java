package dev.satchel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTest {

  @Test
  void hasTheScheduleOfTheSpecificationAndNothingElse() {
    WebhookSettings settings = WebhookSettings.of(Settings.defaults(WebhookConfig.class));

    assertThat(settings.schedule()).isEqualTo(RetrySchedule.STANDARD);
    assertThat(settings.allowedNetworks()).isEmpty();
    assertThat(settings.requestUrlSecrets()).isEmpty();
  }

  @Test
  void readsNetworks() {
    var config =
        Settings.with(
            WebhookConfig.class,
            Map.of("satchel.webhooks.allowed-networks", "10.1.0.0/16, fd00::/8"));

    assertThat(WebhookSettings.of(config).allowedNetworks())
        .containsExactly(Network.parse("10.1.0.0/16"), Network.parse("fd00::/8"));
  }

  @ParameterizedTest
  @CsvSource({
    "satchel.webhooks.allowed-networks, 10.1.0.1/16",
    "satchel.webhooks.retry-delays, 0s",
    "satchel.webhooks.request-url-secret, whsec_c2hvcnQ=",
    "satchel.webhooks.secret-keys, 2026:c2hvcnQ="
  })
  void namesThePropertyAtFaultAndNoSecret(String property, String value) {
    var config = Settings.with(WebhookConfig.class, Map.of(property, value));

    assertThatThrownBy(() -> WebhookSettings.of(config))
        .hasMessageStartingWith(property + ": ")
        .hasMessageNotContaining("c2hvcnQ");
  }
}
