package dev.satchel.access;

import dev.satchel.http.RequestIds;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The caller of the current request, as the filter found it. */
@ApplicationScoped
public class Callers {

  private static final String CALLER = Caller.class.getName();

  private final RoutingContext exchange;
  private final RateLimit rateLimit;

  Callers(RoutingContext exchange, RateLimit rateLimit) {
    this.exchange = exchange;
    this.rateLimit = rateLimit;
  }

  /**
   * Lets the current request in, by the link of a file request: as a caller who may send files, and
   * sees nothing of others.
   *
   * @param via what records tell of the way
   * @throws ProblemException with {@code rate_limited} where the link is used too often
   */
  public void enterByLink(UUID account, UUID fileRequest, String via) {
    var actor =
        new Actor(
            account,
            fileRequest,
            address(exchange),
            RequestIds.of(exchange),
            RequestIds.ownOf(exchange),
            via);
    admit(exchange, Caller.byLink(actor), rateLimit);
  }

  /** Where the request comes from; null where that is no internet address. */
  public static @Nullable String address(RoutingContext exchange) {
    SocketAddress client = exchange.request().remoteAddress();
    return client == null ? null : client.hostAddress();
  }

  /**
   * Lets a request in.
   *
   * @throws ProblemException with {@code rate_limited} where the caller calls too often
   */
  static void admit(RoutingContext exchange, Caller caller, RateLimit rateLimit) {
    MDC.put("accountId", caller.accountId().toString());
    exchange.put(CALLER, caller);
    rateLimit.require(caller.keyId());
  }

  /** The caller of the current request, whatever it may do. */
  public Caller current() {
    return Objects.requireNonNull(exchange.get(CALLER), "Every path under /v1 has a caller");
  }

  /**
   * The caller of the current request.
   *
   * @throws ProblemException with {@code scope_missing} where the key lacks {@code scope}
   */
  public Caller with(Scope scope) {
    return withAny(scope);
  }

  /**
   * The caller of the current request, for what more than one scope allows.
   *
   * @throws ProblemException with {@code scope_missing} where the key has none of {@code scopes}
   */
  public Caller withAny(Scope... scopes) {
    Caller caller = current();
    if (Arrays.stream(scopes).noneMatch(caller::may)) {
      String names = Arrays.stream(scopes).map(Scope::wireName).collect(Collectors.joining(" or "));
      throw new ProblemException(
          ProblemCode.SCOPE_MISSING, null, "The key lacks the scope " + names + ".");
    }
    return caller;
  }
}
