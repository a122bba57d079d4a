package dev.satchel.webhook;

import dev.satchel.access.Caller;
import dev.satchel.audit.AuditedAction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Registers webhooks and changes them, within the rules for their targets. */
@ApplicationScoped
class Registrations {

  private final Webhooks webhooks;
  private final Targets targets;
  private final NewSecrets secrets;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final WebhookConfig config;
  private final SecretSeal seal;

  Registrations(
      Webhooks webhooks,
      Targets targets,
      NewSecrets secrets,
      TimeOrderedIds ids,
      Clock clock,
      WebhookConfig config) {
    this.webhooks = webhooks;
    this.targets = targets;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
    this.seal = WebhookSettings.of(config).seal();
  }

  /**
   * A new webhook with a secret of its own. Fails with {@code not_configured} where there is no key
   * to keep that with.
   */
  Uni<IssuedWebhook> register(Caller caller, WebhookRequest request) {
    EndpointSecret secret = secrets.next();
    Webhook webhook = blank(caller, secret);
    apply(request, webhook);
    return targets
        .require("url", webhook.url)
        .chain(() -> webhooks.insert(caller, webhook, config.maxPerAccount()))
        .invoke(this::requireInserted)
        .replaceWith(new IssuedWebhook(webhook, secret));
  }

  /** The webhook with what {@code request} says of it; empty if there is none. */
  Uni<Optional<Webhook>> change(Caller caller, UUID id, WebhookRequest request) {
    return request
        .url()
        .map(url -> targets.require("url", url))
        .orElseGet(() -> Uni.createFrom().voidItem())
        .chain(
            () ->
                webhooks.change(
                    caller, id, AuditedAction.WEBHOOK_UPDATE, found -> apply(request, found)));
  }

  /**
   * The webhook with a new secret; empty if there is none. Deliveries are signed with the secret
   * before as well for {@code satchel.webhooks.secret-overlap}, with older ones no more.
   */
  Uni<Optional<IssuedWebhook>> rotate(Caller caller, UUID id) {
    EndpointSecret next = secrets.next();
    String sealed = seal.seal(id, next);
    Instant now = clock.instant();
    return webhooks
        .change(
            caller,
            id,
            AuditedAction.WEBHOOK_ROTATE_SECRET,
            webhook -> webhook.rotate(sealed, now, config.secretOverlap()))
        .map(found -> found.map(webhook -> new IssuedWebhook(webhook, next)));
  }

  private Webhook blank(Caller caller, EndpointSecret secret) {
    var webhook = new Webhook();
    webhook.id = ids.next();
    webhook.accountId = caller.accountId();
    webhook.secret = seal.seal(webhook.id, secret);
    webhook.createdAt = clock.instant();
    return webhook;
  }

  private void apply(WebhookRequest request, Webhook webhook) {
    request.url().ifPresent(url -> webhook.url = url);
    request.subscription().ifPresent(types -> webhook.eventTypes = types.text());
    request.enabled().ifPresent(enabled -> apply(enabled, webhook));
  }

  private void apply(boolean enabled, Webhook webhook) {
    if (enabled) {
      webhook.enable();
    } else {
      webhook.disable(DisabledReason.REQUESTED, clock.instant());
    }
  }

  private void requireInserted(boolean inserted) {
    if (!inserted) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_WEBHOOKS,
          null,
          "The account has " + config.maxPerAccount() + " webhooks already.");
    }
  }
}
