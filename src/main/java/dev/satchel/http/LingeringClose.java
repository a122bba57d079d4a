package dev.satchel.http;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Holds the body of a call back until somebody reads it, and closes a connection whose request was
 * answered before its body had arrived.
 *
 * <p>A socket that is closed with unread bytes in it sends a reset, and a reset makes the client's
 * kernel throw away the answer. So (RFC 9112 section 9.6) the answer announces {@code Connection:
 * close}, what still arrives is read and thrown away, and the connection is closed when the body
 * has ended, the client has left, or {@code satchel.api.linger-timeout} is over.
 *
 * <p>Runs on the connection's event loop and holds no bytes.
 */
@ApplicationScoped
class LingeringClose {

  /** A body of up to so many bytes is read to its end, so that the connection can be kept. */
  private static final long WORTH_READING = 64 * 1024;

  private static final long NO_ERROR = 0;

  private final Vertx vertx;
  private final BodyConfig config;

  LingeringClose(Vertx vertx, BodyConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, FilterOrder.LINGERING_CLOSE);
  }

  private void watch(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    if (hasBody(request)) {
      // Who reads other bodies knows nothing of BodyStream.
      if (ApiPath.isOf(exchange)) {
        new BodyStream(request).pause();
      }
      exchange.addHeadersEndHandler(headers -> announce(request));
      exchange.addEndHandler(ended -> linger(request));
    }
    exchange.next();
  }

  private static void announce(HttpServerRequest request) {
    if (mustClose(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }

  /** Also called when the client has left; the body then stays with those who still read it. */
  private void linger(HttpServerRequest request) {
    if (!request.response().ended() || request.response().closed()) {
      return;
    }
    if (request.isEnded()) {
      new BodyStream(request).resume();
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      // RFC 9113 section 8.1: a complete answer may be followed by a reset without error.
      request.response().reset(NO_ERROR);
      return;
    }
    new BodyDrain(request, wasAnnounced(request), vertx).start(config);
  }

  private static boolean mustClose(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_2
        && !request.isEnded()
        && !(isShort(request) && !awaitsContinue(request));
  }

  private static boolean wasAnnounced(HttpServerRequest request) {
    return request
        .response()
        .headers()
        .contains(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  /** Whether the head of a request announces a body; a request over HTTP/2 may have one. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || request.version() == HttpVersion.HTTP_2
        : !length.equals("0");
  }

  private static boolean isShort(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.length() < 7 && Long.parseLong(length) <= WORTH_READING;
  }

  private static boolean awaitsContinue(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.EXPECT);
  }
}
