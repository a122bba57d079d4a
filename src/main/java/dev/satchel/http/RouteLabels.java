package dev.satchel.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels the metrics of requests by the template of the route that served them, such as {@code
 * /v1/files/{id}}, and all others alike: those that were refused before anybody knew what their
 * path means, those for paths of nobody, and those whose client left meanwhile. Likewise by the
 * method where it is one that HTTP knows. So no text of a client becomes a label, nobody can use up
 * for others the number of paths that are counted, and the number of meters has a bound.
 */
@Singleton
class RouteLabels implements HttpServerMetricsTagsContributor, MeterFilter {

  private static final String PATH = "uri";
  private static final String NO_ROUTE = "NONE";

  /** Where Quarkus keeps the template, from when a resource was found. */
  private static final String TEMPLATE = "UrlPathTemplate";

  private static final String METHOD = "method";
  private static final String OTHER_METHOD = "OTHER";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final String REQUESTS = "http.server.requests";
  private static final String STATUS = "status";

  /** What Quarkus says instead of a status where the connection or the stream is reset. */
  private static final String LEFT = "RESET";

  @Override
  public Tags contribute(Context context) {
    String template = context.requestContextLocalData(TEMPLATE);
    return Tags.of(PATH, template == null ? NO_ROUTE : template);
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().startsWith("http.server.")
        ? id.replaceTags(Tags.of(id.getTags().stream().map(tag -> label(id, tag)).toList()))
        : id;
  }

  /** Where nobody is asked for a template, Quarkus puts the path. */
  private static Tag label(Meter.Id id, Tag tag) {
    return switch (tag.getKey()) {
      case PATH -> isAnswered(id) ? tag : Tag.of(PATH, NO_ROUTE);
      case METHOD -> METHODS.contains(tag.getValue()) ? tag : Tag.of(METHOD, OTHER_METHOD);
      default -> tag;
    };
  }

  private static boolean isAnswered(Meter.Id id) {
    @Nullable String status = id.getTag(STATUS);
    return id.getName().equals(REQUESTS) && !LEFT.equals(status);
  }
}
