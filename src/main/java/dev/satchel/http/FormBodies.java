package dev.satchel.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the body of a small form, {@code application/x-www-form-urlencoded} (the URL standard), in
 * UTF-8. Forms with files are for the codec.
 */
@ApplicationScoped
public class FormBodies {

  /** Fields that are read; the rest is not looked at. */
  private static final int MOST_FIELDS = 16;

  private final WholeBodies bodies;

  FormBodies(WholeBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * The fields in the body of {@code request}, of each the first value; none where it is no form.
   * Called, and fails, as {@link JsonBodies#read}.
   */
  public Uni<Map<String, String>> read(HttpServerRequest request) {
    return bodies.read(request).map(FormBodies::fields);
  }

  private static Map<String, String> fields(Buffer body) {
    try {
      var form =
          new QueryStringDecoder(
              body.toString(StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, MOST_FIELDS);
      return form.parameters().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().getFirst()));
    } catch (IllegalArgumentException malformed) {
      return Map.of();
    }
  }
}
