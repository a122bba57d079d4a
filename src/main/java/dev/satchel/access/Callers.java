package dev.satchel.access;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

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
