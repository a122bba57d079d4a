package dev.satchel.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Lets the pages of the origins in {@code satchel.http.cors-origins} call the API from a browser,
 * and read what it answers (CORS, in the Fetch standard). What a browser asks before such a call is
 * answered before anybody asks for a key, which it does not send then.
 *
 * <p>Credentials of the browser, such as cookies, are never allowed: callers show a key.
 */
@ApplicationScoped
class CrossOrigin {

  private static final String METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT";

  /** What the API looks at; what browsers take for safe needs no word. */
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, If-None-Match,"
          + " If-Range, If-Unmodified-Since, Range, Tus-Resumable, Upload-Checksum,"
          + " Upload-Defer-Length, Upload-Length, Upload-Metadata, Upload-Offset,"
          + " X-HTTP-Method-Override, X-Request-Id";

  private static final String RESPONSE_HEADERS =
      "Accept-Ranges, Content-Disposition, Content-Range, Date, ETag, Location, Retry-After,"
          + " Tus-Extension, Tus-Max-Size, Tus-Resumable, Tus-Version, Upload-Defer-Length,"
          + " Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset, WWW-Authenticate,"
          + " X-Request-Id";

  /** Seconds for which a browser need not ask again; browsers have bounds of their own. */
  private static final String MAX_AGE = "3600";

  private final Set<String> origins;

  CrossOrigin(HttpConfig config) {
    this.origins = Set.copyOf(config.corsOrigins().orElse(List.of()));
  }

  void register(@Observes Filters filters) {
    if (!origins.isEmpty()) {
      filters.register(this::allow, FilterOrder.CROSS_ORIGIN);
    }
  }

  private void allow(RoutingContext exchange) {
    if (!ApiPath.isOf(exchange)) {
      exchange.next();
      return;
    }
    HttpServerResponse response = exchange.response();
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String origin = exchange.request().getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !origins.contains(origin)) {
      exchange.next();
      return;
    }
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if (isPreflight(exchange)) {
      answer(response);
    } else {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
      exchange.next();
    }
  }

  private static boolean isPreflight(RoutingContext exchange) {
    return exchange.request().method().equals(HttpMethod.OPTIONS)
        && exchange.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static void answer(HttpServerResponse response) {
    response
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE)
        .end();
  }
}
