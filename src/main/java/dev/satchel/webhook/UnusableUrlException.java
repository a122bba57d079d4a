package dev.satchel.webhook;

/** The URL of a delivery is not permitted any more, so nothing is sent to it. */
final class UnusableUrlException extends RuntimeException {

  UnusableUrlException() {
    super("The URL of a target is not permitted", null, false, false);
  }
}
