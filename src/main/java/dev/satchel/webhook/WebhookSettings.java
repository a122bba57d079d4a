package dev.satchel.webhook;

import java.util.List;
import java.util.function.Supplier;

/** Settings of {@code satchel.webhooks} whose values have a syntax of their own. */
record WebhookSettings(
    List<Network> allowedNetworks,
    RetrySchedule schedule,
    List<EndpointSecret> requestUrlSecrets,
    SecretSeal seal) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException whose message names the property, and no secret
   */
  static WebhookSettings of(WebhookConfig config) {
    return new WebhookSettings(
        named(
            "allowed-networks",
            () ->
                config.allowedNetworks().orElse(List.of()).stream()
                    .map(String::strip)
                    .map(Network::parse)
                    .toList()),
        named("retry-delays", () -> new RetrySchedule(config.retryDelays())),
        named(
            "request-url-secret",
            () -> config.requestUrlSecret().map(EndpointSecret::parse).stream().toList()),
        named(
            "secret-keys",
            () ->
                new SecretSeal(
                    SealingKeys.parse(config.secretKeys().orElse(List.of())),
                    config.sealSecrets())));
  }

  private static <T> T named(String property, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "satchel.webhooks." + property + ": " + malformed.getMessage(), malformed);
    }
  }
}
