package dev.satchel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What files in YAML say, by YAML 1.1, as Kubernetes reads them: {@code yes} is no text. */
public final class Manifests {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> objects;

  private Manifests(List<JsonNode> objects) {
    this.objects = objects;
  }

  /** The documents of a text, those that are not empty. */
  public static Manifests of(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var objects = new ArrayList<JsonNode>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
      if (document != null) {
        objects.add(JSON.valueToTree(document));
      }
    }
    return new Manifests(List.copyOf(objects));
  }

  /** Those of a file. */
  public static Manifests in(Path file) throws IOException {
    return of(Files.readString(file));
  }

  public List<JsonNode> all() {
    return objects;
  }

  /** Those of a kind, such as {@code Service}, in their order. */
  public Stream<JsonNode> each(String kind) {
    return objects.stream().filter(it -> it.path("kind").asText().equals(kind));
  }

  /** The first one of a kind, which has to be there. */
  public JsonNode first(String kind) {
    return Objects.requireNonNull(each(kind).findFirst().orElse(null), kind);
  }
}
