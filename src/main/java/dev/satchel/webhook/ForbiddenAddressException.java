package dev.satchel.webhook;

/** A host has an address that deliveries must not go to. Says nothing of it, on purpose. */
final class ForbiddenAddressException extends RuntimeException {

  ForbiddenAddressException() {
    super("The target has an address that is not permitted", null, false, false);
  }
}
