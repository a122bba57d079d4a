package dev.satchel.webhook;

import dev.satchel.http.JsonFields;
import java.util.Optional;

/**
 * What a call says of a webhook. What it leaves out stays as it is.
 *
 * @param url not checked yet
 */
record WebhookRequest(
    Optional<String> url, Optional<Subscription> subscription, Optional<Boolean> enabled) {

  private static final String URL = "url";
  private static final String EVENT_TYPES = "eventTypes";
  private static final String ENABLED = "enabled";

  /** A new webhook: it needs an URL and types of events, and is enabled. */
  static WebhookRequest registration(JsonFields fields) {
    var url = fields.text(URL, TargetUrl.LONGEST);
    var subscription = Subscription.read(fields, EVENT_TYPES);
    return new WebhookRequest(
        Optional.of(fields.required(URL, url)),
        Optional.of(fields.required(EVENT_TYPES, subscription)),
        Optional.of(true));
  }

  /** A change of one: any of its members, none of which can be null. */
  static WebhookRequest change(JsonFields fields) {
    fields.requireNotNull(URL, EVENT_TYPES, ENABLED);
    return new WebhookRequest(
        fields.text(URL, TargetUrl.LONGEST),
        Subscription.read(fields, EVENT_TYPES),
        fields.flag(ENABLED));
  }
}
