package dev.satchel.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads what is left of a request's body and throws it away, until the body has ended, the client
 * has left, nothing has come for {@code satchel.api.linger-idle}, or {@code
 * satchel.api.linger-timeout} is over. Then closes the connection, if that was announced or the
 * body did not end.
 *
 * <p>Runs on the connection's event loop and holds no bytes.
 */
final class BodyDrain {

  private final HttpServerRequest request;
  private final boolean close;
  private final Vertx vertx;
  private boolean heard = true;
  private long idleTimer;
  private long timeoutTimer;

  BodyDrain(HttpServerRequest request, boolean close, Vertx vertx) {
    this.request = request;
    this.close = close;
    this.vertx = vertx;
  }

  void start(BodyConfig config) {
    awaitSilence(config.lingerIdle().toMillis());
    timeoutTimer = vertx.setTimer(config.lingerTimeout().toMillis(), late -> closeNow());
    new BodyStream(request)
        .exceptionHandler(left -> stop())
        .handler(thrownAway -> heard = true)
        .endHandler(ended -> end())
        .resume();
  }

  private void end() {
    if (close) {
      closeNow();
    } else {
      stop();
    }
  }

  /** Not by a periodic timer: what that missed, it would make up for within an instant. */
  private void awaitSilence(long millis) {
    idleTimer =
        vertx.setTimer(
            millis,
            over -> {
              if (heard) {
                heard = false;
                awaitSilence(millis);
              } else {
                closeNow();
              }
            });
  }

  private void closeNow() {
    stop();
    request.connection().close();
  }

  private void stop() {
    vertx.cancelTimer(idleTimer);
    vertx.cancelTimer(timeoutTimer);
  }
}
