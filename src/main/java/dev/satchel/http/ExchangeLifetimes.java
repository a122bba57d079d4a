package dev.satchel.http;

import dev.satchel.lifetime.Lifetime;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives every exchange a {@link Lifetime}, before anything is acquired for it. It ends when the
 * response has been written, or with the connection or the stream, whichever comes first.
 *
 * <p>The framework keeps one close handler for each response, and the last one to set it wins; the
 * end handlers of the exchange, on which this relies, run in any case. The metric {@code
 * satchel.http.exchanges} counts the exchanges that have not ended.
 */
@ApplicationScoped
public class ExchangeLifetimes {

  private static final String LIFETIME = Lifetime.class.getName();

  private final RoutingContext exchange;
  private final AtomicInteger running = new AtomicInteger();

  ExchangeLifetimes(RoutingContext exchange, MeterRegistry registry) {
    this.exchange = exchange;
    Gauge.builder("satchel.http.exchanges", running::get).register(registry);
  }

  /** That of the current exchange. To be called on its event loop. */
  public Lifetime current() {
    return of(exchange);
  }

  /** That of {@code exchange}. */
  static Lifetime of(RoutingContext exchange) {
    return Objects.requireNonNull(exchange.get(LIFETIME), "Every exchange has a lifetime");
  }

  void register(@Observes Filters filters) {
    filters.register(this::begin, FilterOrder.LIFETIME);
  }

  private void begin(RoutingContext begun) {
    var lifetime = new Lifetime();
    running.incrementAndGet();
    lifetime.own(running::decrementAndGet);
    begun.put(LIFETIME, lifetime);
    begun.addEndHandler(ended -> lifetime.close());
    if (isGone(begun)) {
      begun.response().end();
    } else {
      begun.next();
    }
  }

  /** A pipelined request comes up when the one before it is over, and its client may have left. */
  private static boolean isGone(RoutingContext begun) {
    return begun.request().connection() instanceof ConnectionBase connection
        && !connection.channel().isActive();
  }
}
