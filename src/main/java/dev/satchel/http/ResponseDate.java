package dev.satchel.http;

import io.netty.handler.codec.DateFormatter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

/** Dates every response, as a server with a clock has to (RFC 9110 section 6.6.1). */
@ApplicationScoped
class ResponseDate {

  private record Stamp(long second, String text) {}

  private final Clock clock;
  private volatile Stamp stamp = new Stamp(Long.MIN_VALUE, "");

  ResponseDate(Clock clock) {
    this.clock = clock;
  }

  void register(@Observes Filters filters) {
    filters.register(this::date, FilterOrder.DATE);
  }

  void date(RoutingContext exchange) {
    exchange.addHeadersEndHandler(
        headers -> exchange.response().putHeader(HttpHeaders.DATE, current()));
    exchange.next();
  }

  /** Written once a second; who meets another one at it writes the same. */
  private String current() {
    Instant now = clock.instant();
    Stamp last = stamp;
    if (last.second() != now.getEpochSecond()) {
      last = new Stamp(now.getEpochSecond(), DateFormatter.format(Date.from(now)));
      stamp = last;
    }
    return last.text();
  }
}
