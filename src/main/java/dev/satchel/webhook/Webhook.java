package dev.satchel.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A target that an account has registered. */
@Entity
@Table(name = "webhook")
class Webhook {

  @Id UUID id;

  @Column(name = "account_id")
  UUID accountId;

  /** As it was given. */
  String url;

  /** Separated by spaces, see {@link Subscription}. */
  @Column(name = "event_types")
  String eventTypes;

  boolean enabled;

  /** As {@link SecretSeal} keeps it. */
  String secret;

  /** The secret before the last rotation. */
  @Column(name = "previous_secret")
  @Nullable String previousSecret;

  /** From this instant on {@link #previousSecret} signs nothing more. */
  @Column(name = "previous_secret_until")
  @Nullable Instant previousSecretUntil;

  @Column(name = "created_at")
  Instant createdAt;

  /** Since when none has succeeded; null after a success, and once none is left to be tried. */
  @Column(name = "failing_since")
  @Nullable Instant failingSince;

  @Column(name = "disabled_at")
  @Nullable Instant disabledAt;

  /** {@link DisabledReason#wireName()}. */
  @Column(name = "disabled_reason")
  @Nullable String disabledReason;

  /** Wants events from now on, and is forgiven its failures. */
  void enable() {
    enabled = true;
    failingSince = null;
    disabledAt = null;
    disabledReason = null;
  }

  /** Wants no events from now on; one that is disabled already keeps its time and reason. */
  void disable(DisabledReason reason, Instant now) {
    if (enabled) {
      enabled = false;
      disabledAt = now;
      disabledReason = reason.wireName();
    }
  }

  /** Takes a new secret, sealed, and signs with the one before as well for {@code overlap}. */
  void rotate(String next, Instant now, Duration overlap) {
    previousSecret = secret;
    previousSecretUntil = now.plus(overlap);
    secret = next;
  }
}
