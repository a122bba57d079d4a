package dev.satchel.access;

import dev.satchel.access.Refusals.Reason;
import dev.satchel.access.Refusals.Refusal;
import dev.satchel.http.ApiPath;
import dev.satchel.http.RequestIds;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
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
  private final Refusals refusals;

  AccessFilter(KnownKeys keys, RateLimit rateLimit, Refusals refusals) {
    this.keys = keys;
    this.rateLimit = rateLimit;
    this.refusals = refusals;
  }

  @ServerRequestFilter(preMatching = true)
  @Nullable Uni<@Nullable Response> authenticate(RoutingContext exchange) {
    if (!ApiPath.isOf(exchange)) {
      return null;
    }
    ClientNetwork client = ClientNetwork.of(exchange.request().remoteAddress());
    return BearerToken.of(exchange.request().getHeader(HttpHeaders.AUTHORIZATION))
        .map(key -> keys.find(key, client))
        .orElseGet(AccessFilter::missing)
        .map(check -> admit(exchange, client, check));
  }

  private static Uni<KeyCheck> missing() {
    return Uni.createFrom().item(new KeyCheck.Refused(Reason.MISSING_KEY, Optional.empty()));
  }

  /** No response lets the call go on. */
  private @Nullable Response admit(RoutingContext exchange, ClientNetwork client, KeyCheck check) {
    return switch (check) {
      case KeyCheck.Valid valid -> {
        admit(exchange, valid.key());
        yield null;
      }
      case KeyCheck.Refused refused -> {
        tell(refused.reason(), refused.key(), client);
        yield unauthorized();
      }
      case KeyCheck.NotLookedAt no -> {
        tell(Reason.RATE_LIMITED, Optional.empty(), client);
        throw ProblemException.tooManyGuesses(no.retryAfter());
      }
    };
  }

  private void tell(Reason reason, Optional<ApiKey> key, ClientNetwork client) {
    refusals.refused(
        new Refusal(
            reason,
            key.map(it -> it.accountId).orElse(BootstrapKey.ACCOUNT_ID),
            key.map(it -> it.id).orElse(null),
            client.name()));
  }

  /** RFC 9110 section 15.5.2 asks for the challenge. */
  private static Response unauthorized() {
    return Response.status(Response.Status.UNAUTHORIZED)
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  private void admit(RoutingContext exchange, ApiKey key) {
    Caller caller =
        key.caller(Callers.address(exchange), RequestIds.of(exchange), RequestIds.ownOf(exchange));
    Callers.admit(exchange, caller, rateLimit);
  }
}
