package dev.satchel.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the OpenAPI document of the API, as YAML (RFC 9512), on the management port. The document
 * is {@code docs/openapi.yaml}, made of the code when the service is built and tested: to make it
 * at run time would take a seventh of a start.
 */
@ApplicationScoped
class ApiDescription {

  private static final String PATH = "/q/openapi";
  private static final String DOCUMENT = "/openapi.yaml";
  private static final String MEDIA_TYPE = "application/yaml";

  private final List<String> urls;

  ApiDescription(HttpConfig config) {
    this.urls = config.apiUrls().orElse(List.of());
  }

  void register(@Observes ManagementInterface served) {
    served.router().get(PATH).blockingHandler(this::answer, false);
  }

  private void answer(RoutingContext exchange) {
    exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    exchange.end(document() + servers());
  }

  private static String document() {
    try (@Nullable InputStream kept = ApiDescription.class.getResourceAsStream(DOCUMENT)) {
      if (kept == null) {
        throw new FileNotFoundException(DOCUMENT);
      }
      return new String(kept.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more member of the document, which is a mapping in block style. */
  private String servers() {
    return urls.isEmpty()
        ? ""
        : urls.stream()
            .map(it -> "- url: \"" + it + "\"\n")
            .collect(Collectors.joining("", "servers:\n", ""));
  }
}
