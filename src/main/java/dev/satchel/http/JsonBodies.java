package dev.satchel.http;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads the body of a call that is not an upload: one JSON object of up to {@code
 * satchel.api.max-body-size} bytes, held in memory. Uploads are for the codec.
 */
@ApplicationScoped
public class JsonBodies {

  private final JsonDocument document = new JsonDocument();
  private final WholeBodies bodies;

  JsonBodies(WholeBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * The object in the body of {@code request}. To be called on its event loop before a byte has
   * been read; answers there. Fails with {@link ProblemException} where the body is too large, too
   * slow, cut short, encoded, or not one JSON object; what its head tells of that is answered
   * before the body is read.
   */
  public Uni<JsonFields> read(HttpServerRequest request) {
    return bodies.read(request).map(document::fields);
  }
}
