package dev.satchel.blob;

/**
 * A fault of the SDK's HTTP client, which gets in its own way: where the answer to a request
 * without a body overtakes the end of that request, it hands the connection on with its handlers
 * still in place, and whoever gets it fails. The request was not at fault, and another connection
 * takes it.
 */
final class LeftHandler {

  /** Begins the name of a handler that the SDK adds to a connection for each request. */
  private static final String NAME = "HttpStreamsClientHandler#";

  private LeftHandler() {}

  /** Whether a request has failed of it. */
  static boolean isMet(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains(NAME);
  }
}
