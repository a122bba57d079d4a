package dev.satchel.http;

import dev.satchel.id.TimeOrderedIds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Names every request: by the caller's {@code X-Request-Id} where that is a plain token of up to
 * 128 characters, else by a new id. The name leaves with the response and stands in every log line,
 * as does the new id, which each request has, and which no caller chooses.
 */
@ApplicationScoped
public class RequestIds {

  private static final String HEADER = "X-Request-Id";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

  private static final String OWN = RequestIds.class.getName();

  private final TimeOrderedIds ids;

  RequestIds(TimeOrderedIds ids) {
    this.ids = ids;
  }

  /** The name of the request. */
  public static String of(RoutingContext exchange) {
    return Objects.requireNonNull(
        exchange.response().headers().get(HEADER), "Every request has a name");
  }

  /** The id that the service itself has given the request; the name where the caller gave none. */
  public static String ownOf(RoutingContext exchange) {
    return Objects.requireNonNull(exchange.<String>get(OWN), "Every request has an id");
  }

  void register(@Observes Filters filters) {
    filters.register(this::name, FilterOrder.REQUEST_ID);
  }

  /** A call that goes from one port's filters to the other's keeps its name. */
  void name(RoutingContext exchange) {
    if (exchange.response().headers().contains(HEADER)) {
      exchange.next();
      return;
    }
    String own = ids.next().toString();
    String given = exchange.request().getHeader(HEADER);
    String id = given != null && PLAIN.matcher(given).matches() ? given : own;
    exchange.put(OWN, own).response().putHeader(HEADER, id);
    MDC.put("requestId", id);
    MDC.put("serviceRequestId", own);
    nameTrace();
    exchange.next();
  }

  /** Quarkus does so, too, but not for every request. */
  private static void nameTrace() {
    SpanContext trace = Span.current().getSpanContext();
    if (trace.isValid()) {
      MDC.put("traceId", trace.getTraceId());
      MDC.put("spanId", trace.getSpanId());
    }
  }
}
