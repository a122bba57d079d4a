package dev.satchel.access;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** The caller of the current request, as the filter found it. */
@ApplicationScoped
public class Callers {

  private static final String CALLER = Caller.class.getName();

  private final RoutingContext exchange;

  Callers(RoutingContext exchange) {
    this.exchange = exchange;
  }

  static void remember(RoutingContext exchange, Caller caller) {
    exchange.put(CALLER, caller);
  }

  /**
   * The caller of the current request.
   *
   * @throws ProblemException with {@code scope_missing} where the key lacks {@code scope}
   */
  public Caller with(Scope scope) {
    Caller caller =
        Objects.requireNonNull(exchange.get(CALLER), "Every path under /v1 has a caller");
    if (!caller.may(scope)) {
      throw new ProblemException(
          ProblemCode.SCOPE_MISSING, null, "The key lacks the scope " + scope.wireName() + ".");
    }
    return caller;
  }
}
