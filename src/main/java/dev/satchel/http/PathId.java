package dev.satchel.http;

import dev.satchel.id.UuidText;
import jakarta.ws.rs.NotFoundException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The id in a path, as the caller wrote it. What is not the id of anything names nothing that
 * exists, which is told after the caller's scope was looked at.
 *
 * @param uuid empty where it is none
 */
@Schema(name = "Id", type = SchemaType.STRING, format = "uuid")
public record PathId(Optional<UUID> uuid) {

  /** By which JAX-RS makes it of a parameter. */
  public static PathId valueOf(String text) {
    return new PathId(UuidText.parse(text));
  }

  /**
   * The id.
   *
   * @throws NotFoundException where it is none
   */
  public UUID orNotFound() {
    return uuid.orElseThrow(NotFoundException::new);
  }
}
