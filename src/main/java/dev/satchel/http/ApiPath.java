package dev.satchel.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Tells the API's own calls, those under {@code /v1}, from the others. Parameters of a path segment
 * (RFC 3986 section 3.3) do not count: the framework matches resources without them.
 */
public final class ApiPath {

  private static final Pattern API = Pattern.compile("/v1(;[^/]*)?(/.*)?", Pattern.DOTALL);

  private ApiPath() {}

  /** Whether the call is one of the API, known or not. */
  public static boolean isOf(RoutingContext exchange) {
    return API.matcher(exchange.normalizedPath()).matches();
  }
}
