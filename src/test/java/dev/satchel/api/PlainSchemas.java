package dev.satchel.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes the schemas of the OpenAPI document say what generators of clients understand: ids and
 * times are strings with a format, wherever they stand, instead of references to schemas of their
 * own that may be null; and an object of an answer has all its members always.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PlainSchemas implements OASFilter {

  private static final String SCHEMAS = "#/components/schemas/";

  /** The framework's schemas of Java's types, and the format that each stands for. */
  private static final Map<String, String> FORMATS = Map.of("UUID", "uuid", "Instant", "date-time");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    schemas.values().stream().flatMap(PlainSchemas::members).forEach(PlainSchemas::simplify);
    FORMATS.keySet().forEach(document.getComponents()::removeSchema);
    Set<String> sent = sent(document, schemas);
    schemas.forEach(
        (name, schema) -> {
          if (!sent.contains(name) && schema.getProperties() != null) {
            schema.setRequired(List.copyOf(schema.getProperties().keySet()));
          }
        });
  }

  private static Stream<Schema> members(Schema schema) {
    return Stream.ofNullable(schema.getProperties()).flatMap(it -> it.values().stream());
  }

  private static void simplify(Schema schema) {
    boolean nullable = schema.getAnyOf() != null;
    var refs = nullable ? schema.getAnyOf().stream() : Stream.of(schema);
    Optional<String> format =
        refs.flatMap(it -> Stream.ofNullable(it.getRef()))
            .flatMap(it -> Stream.ofNullable(FORMATS.get(name(it))))
            .findFirst();
    format.ifPresent(
        it -> {
          schema.setRef(null);
          schema.setAnyOf(null);
          schema.setPattern(null);
          schema.setFormat(it);
          schema.setType(
              nullable ? List.of(SchemaType.STRING, SchemaType.NULL) : List.of(SchemaType.STRING));
        });
  }

  /** The schemas that a client fills in, whose members it may leave out. */
  private static Set<String> sent(OpenAPI document, Map<String, Schema> schemas) {
    Set<String> sent = new HashSet<>();
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
        .flatMap(body -> body.getContent().getMediaTypes().values().stream())
        .forEach(type -> collect(type.getSchema(), schemas, sent));
    return sent;
  }

  private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> names) {
    Stream.ofNullable(schema.getRef())
        .map(PlainSchemas::name)
        .filter(names::add)
        .flatMap(it -> Stream.ofNullable(schemas.get(it)))
        .forEach(it -> collect(it, schemas, names));
    Stream.concat(members(schema), Stream.ofNullable(schema.getItems()))
        .forEach(it -> collect(it, schemas, names));
  }

  private static String name(String ref) {
    return ref.startsWith(SCHEMAS) ? ref.substring(SCHEMAS.length()) : ref;
  }
}
