package dev.satchel.access;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who holds a valid key and does not call too often. Runs for every path under {@code /v1},
 * known or not, before the first byte of the body is read.
 */
final class AccessFilter {

  private final KnownKeys keys;
  private final RateLimit rateLimit;

  AccessFilter(KnownKeys keys, RateLimit rateLimit) {
    this.keys = keys;
    this.rateLimit = rateLimit;
  }

  @ServerRequestFilter(preMatching = true)
  @Nullable Uni<@Nullable Response> authenticate(RoutingContext exchange) {
    return isProtected(exchange.normalizedPath())
        ? holder(exchange).map(holder -> admit(exchange, holder))
        : null;
  }

  private static boolean isProtected(String path) {
    return path.equals("/v1") || path.startsWith("/v1/");
  }

  private Uni<Optional<Caller>> holder(RoutingContext exchange) {
    return BearerToken.of(exchange.request().getHeader(HttpHeaders.AUTHORIZATION))
        .map(keys::holder)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** No response lets the call go on (RFC 9110 section 15.5.2 asks for the challenge). */
  private @Nullable Response admit(RoutingContext exchange, Optional<Caller> holder) {
    holder.ifPresent(caller -> admit(exchange, caller));
    return holder.isPresent()
        ? null
        : Response.status(Response.Status.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .build();
  }

  private void admit(RoutingContext exchange, Caller caller) {
    Callers.remember(exchange, caller);
    rateLimit
        .exceededBy(caller.keyId())
        .ifPresent(
            wait -> {
              throw ProblemException.rateLimited(wait);
            });
  }
}
