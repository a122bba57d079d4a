package dev.satchel.http;

import dev.satchel.config.SatchelConfig;
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
  private boolean heard = true;

  BodyDrain(HttpServerRequest request, boolean close) {
    this.request = request;
    this.close = close;
  }

  void start(Vertx vertx, SatchelConfig.Api config) {
    long idle = vertx.setPeriodic(config.lingerIdle().toMillis(), tick -> closeIfSilent());
    long timeout = vertx.setTimer(config.lingerTimeout().toMillis(), late -> closeNow());
    Runnable stop =
        () -> {
          vertx.cancelTimer(idle);
          vertx.cancelTimer(timeout);
        };
    request.exceptionHandler(left -> stop.run());
    request.handler(thrownAway -> heard = true);
    request.endHandler(ended -> end(stop));
    request.resume();
  }

  private void end(Runnable stop) {
    stop.run();
    if (close) {
      closeNow();
    }
  }

  private void closeIfSilent() {
    if (!heard) {
      closeNow();
    }
    heard = false;
  }

  /** Makes the request fail, which stops the timers. */
  private void closeNow() {
    request.connection().close();
  }
}
