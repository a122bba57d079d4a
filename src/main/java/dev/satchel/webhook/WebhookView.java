package dev.satchel.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The Webhook object of the API. Its secret is no part of it. */
@Schema(name = "Webhook", description = "A target that is registered for events.")
@RegisterForReflection
public record WebhookView(
    UUID id,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant createdAt,
    @Schema(
            description = "Where events are posted.",
            examples = "https://example.com/hooks/satchel")
        String url,
    @Schema(examples = "[\"file-request.files.update\"]") List<String> eventTypes,
    @Schema(description = "Whether new events are posted to it.") boolean enabled,
    @Schema(description = "Since when it is not enabled.", nullable = true)
        @Nullable Instant disabledAt,
    @Schema(
            description =
                "`requested` by its owner, or `failing` for satchel.webhooks.disable-after.",
            enumeration = {"requested", "failing"},
            nullable = true)
        @Nullable String disabledReason,
    @Schema(
            description =
                "Since when no delivery has succeeded; null after a success, and once none is left "
                    + "to be tried.",
            nullable = true)
        @Nullable Instant failingSince) {

  static WebhookView of(Webhook webhook) {
    return new WebhookView(
        webhook.id,
        webhook.createdAt,
        webhook.url,
        Subscription.names(webhook.eventTypes),
        webhook.enabled,
        webhook.disabledAt,
        webhook.disabledReason,
        webhook.failingSince);
  }
}
