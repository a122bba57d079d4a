package dev.satchel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code deploy} brings for Prometheus and Grafana. */
public final class Alerts {

  /** Prometheus' own directory. */
  public static final Path PROMETHEUS = Path.of("deploy", "prometheus");

  private static final Path DASHBOARD = Path.of("deploy", "grafana", "satchel.json");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Alerts() {}

  /**
   * An alert.
   *
   * @param expression that it fires by
   * @param runbook the page about it, from the root of the repository
   */
  public record Alert(String name, String expression, String runbook) {}

  public static List<Alert> all() throws IOException {
    return elements(yaml("alerts.yaml").path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .map(
            rule ->
                new Alert(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    rule.path("annotations").path("runbook_url").asText()))
        .toList();
  }

  /** The cases of {@code alerts.test.yaml}: each asks for one alert once. */
  public static Stream<JsonNode> cases() throws IOException {
    return elements(yaml("alerts.test.yaml").path("tests"))
        .flatMap(it -> elements(it.path("alert_rule_test")));
  }

  /** The queries of the dashboard's panels and variables. */
  public static List<String> dashboard() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    Stream<String> panels = dashboard.path("panels").findValuesAsText("expr").stream();
    Stream<String> variables =
        dashboard.path("templating").findValuesAsText("definition").stream()
            .map(it -> it.replaceFirst("label_values\\((.*), (\\w+)\\)", "sum by ($2) ($1)"));
    return Stream.concat(panels, variables).toList();
  }

  private static JsonNode yaml(String name) throws IOException {
    return YAML.readTree(Files.readString(PROMETHEUS.resolve(name)));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return array.valueStream();
  }
}
