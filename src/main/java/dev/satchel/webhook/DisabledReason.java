package dev.satchel.webhook;

import java.util.Locale;

/** Why a webhook is disabled. */
enum DisabledReason {
  /** Its owner said so. */
  REQUESTED,
  /** It has failed for too long. */
  FAILING;

  /** The reason as it is stored and leaves. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
