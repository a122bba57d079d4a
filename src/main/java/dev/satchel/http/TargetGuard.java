package dev.satchel.http;

import dev.satchel.problem.ProblemCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * Answers 400 to requests for a path that is not in normal form ({@link RequestTarget}), before
 * anybody routes by it or asks for a key.
 */
@ApplicationScoped
class TargetGuard {

  private static final String ANSWER =
      new JsonObject()
          .put("error", "The path is not in normal form.")
          .put("code", ProblemCode.BAD_REQUEST.wireName())
          .putNull("path")
          .encode();

  void register(@Observes Filters filters) {
    filters.register(TargetGuard::check, FilterOrder.TARGET);
  }

  private static void check(RoutingContext exchange) {
    String target = exchange.request().uri();
    if (target != null && RequestTarget.isNormal(exchange.request().method().name(), target)) {
      exchange.next();
      return;
    }
    exchange
        .response()
        .setStatusCode(ProblemCode.BAD_REQUEST.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
        .end(ANSWER);
  }
}
