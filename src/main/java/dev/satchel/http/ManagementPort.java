package dev.satchel.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * What is below {@code /q}, for those who run the service: health, metrics, the description of the
 * API. Quarkus serves it on a port of its own, {@code quarkus.management.port}. Where a platform
 * leads to one port only, {@code satchel.http.management-on-api-port} has it served on the API's
 * port as well.
 *
 * <p>Its answers have a name and a date as all others have.
 */
@ApplicationScoped
class ManagementPort {

  private static final String PATH = "/q";

  private final boolean onApiPort;
  private final RequestIds ids;
  private final ResponseDate dates;
  private volatile Optional<Router> management = Optional.empty();

  ManagementPort(HttpConfig config, RequestIds ids, ResponseDate dates) {
    this.onApiPort = config.managementOnApiPort();
    this.ids = ids;
    this.dates = dates;
  }

  void register(@Observes ManagementInterface served) {
    Router router = served.router();
    router.route().order(-FilterOrder.REQUEST_ID).handler(ids::name);
    router.route().order(-FilterOrder.DATE).handler(dates::date);
    router.route().order(-FilterOrder.DATE).handler(ManagementPort::keepFromPages);
    management = Optional.of(router);
  }

  /** Behind all filters, and before the resources, which would answer 404. */
  void register(@Observes Router api) {
    if (onApiPort) {
      api.route().order(0).handler(this::handOver);
    }
  }

  private void handOver(RoutingContext exchange) {
    String path = exchange.normalizedPath();
    if (path.equals(PATH) || path.startsWith(PATH + "/")) {
      management.ifPresentOrElse(router -> router.handleContext(exchange), exchange::next);
    } else {
      exchange.next();
    }
  }

  /** Quarkus would let the scripts of every page read what an operator's browser can reach. */
  private static void keepFromPages(RoutingContext exchange) {
    exchange.addHeadersEndHandler(
        headers -> exchange.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN));
    exchange.next();
  }
}
