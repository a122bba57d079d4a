package dev.satchel.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of the chart, and what its schema says of them. */
final class ChartValues {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ChartValues() {}

  /**
   * Two files of values, the second one over the first, as Helm does it; in JSON, which is YAML.
   */
  static String merged(JsonNode values, JsonNode over) throws JsonProcessingException {
    JsonNode merged = values.deepCopy();
    merge((ObjectNode) merged, over);
    return JSON.writeValueAsString(merged);
  }

  /** The defaults by their paths, such as {@code image.tag}; as a whole what has one meaning. */
  static Map<String, String> defaults(JsonNode values, JsonNode schema) {
    Map<String, String> defaults = new LinkedHashMap<>();
    flatten("", values, schema, defaults);
    return defaults;
  }

  /** What the schema says of a path; empty where it does not know it. */
  static String meaning(JsonNode schema, String path) {
    return schema.at("/properties/" + path.replace(".", "/properties/") + "/description").asText();
  }

  private static void merge(ObjectNode values, JsonNode over) {
    over.properties()
        .forEach(
            it -> {
              if (it.getValue().isObject() && values.path(it.getKey()) instanceof ObjectNode old) {
                merge(old, it.getValue());
              } else {
                values.set(it.getKey(), it.getValue());
              }
            });
  }

  private static void flatten(
      String prefix, JsonNode values, JsonNode schema, Map<String, String> defaults) {
    values
        .properties()
        .forEach(
            it -> {
              String path = prefix + it.getKey();
              if (it.getValue().isObject() && meaning(schema, path).isEmpty()) {
                flatten(path + ".", it.getValue(), schema, defaults);
              } else {
                defaults.put(path, it.getValue().toString());
              }
            });
  }
}
