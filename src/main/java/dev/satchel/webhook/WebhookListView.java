package dev.satchel.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All webhooks of an account, newest first. */
@Schema(name = "WebhookList")
@RegisterForReflection
public record WebhookListView(List<WebhookView> webhooks) {

  static WebhookListView of(List<Webhook> webhooks) {
    return new WebhookListView(webhooks.stream().map(WebhookView::of).toList());
  }
}
