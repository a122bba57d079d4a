package dev.satchel.webhook;

/** A secret that was sealed with another key, for another webhook, or was altered since. */
final class UnreadableSecretException extends RuntimeException {

  UnreadableSecretException() {
    super("A secret of a webhook cannot be opened", null, false, false);
  }
}
