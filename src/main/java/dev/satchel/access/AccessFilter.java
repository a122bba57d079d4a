package dev.satchel.access;

import dev.satchel.http.ApiPath;
import dev.satchel.http.RequestIds;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who holds a valid key and does not call too often, nor too often without one. Runs for
 * every path under {@code /v1}, known or not, before the first byte of the body is read.
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
    return ApiPath.isOf(exchange) ? key(exchange).map(key -> admit(exchange, key)) : null;
  }

  private Uni<Optional<ApiKey>> key(RoutingContext exchange) {
    return BearerToken.of(exchange.request().getHeader(HttpHeaders.AUTHORIZATION))
        .map(key -> keys.find(key, ClientNetwork.of(exchange.request().remoteAddress())))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** No response lets the call go on (RFC 9110 section 15.5.2 asks for the challenge). */
  private @Nullable Response admit(RoutingContext exchange, Optional<ApiKey> key) {
    key.ifPresent(valid -> admit(exchange, valid));
    return key.isPresent()
        ? null
        : Response.status(Response.Status.UNAUTHORIZED)
            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
            .build();
  }

  private void admit(RoutingContext exchange, ApiKey key) {
    Callers.remember(exchange, key.caller(clientAddress(exchange), RequestIds.of(exchange)));
    rateLimit
        .exceededBy(key.id)
        .ifPresent(
            wait -> {
              throw ProblemException.rateLimited(wait);
            });
  }

  private static @Nullable String clientAddress(RoutingContext exchange) {
    SocketAddress client = exchange.request().remoteAddress();
    return client == null ? null : client.hostAddress();
  }
}
