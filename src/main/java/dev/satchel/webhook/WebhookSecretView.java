package dev.satchel.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook with its secret, which leaves once, when it is new. */
@Schema(name = "WebhookWithSecret")
@RegisterForReflection
public record WebhookSecretView(
    @JsonUnwrapped WebhookView webhook,
    @Schema(
            description =
                "What deliveries are signed with, as the Standard Webhooks specification says. It "
                    + "is shown this once.",
            examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        String secret) {

  static WebhookSecretView of(IssuedWebhook issued) {
    return new WebhookSecretView(WebhookView.of(issued.webhook()), issued.secret().text());
  }

  /** Without the secret, for whoever logs it. */
  @Override
  public String toString() {
    return "WebhookSecretView[" + webhook.id() + "]";
  }
}
