package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.HelmChart;
import dev.satchel.testing.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chart's README, and what {@code deploy/kubernetes} has of the chart. */
class ChartReadmeTest {

  /** What is made here, to be copied where it belongs. */
  private static final Path MADE = Path.of("target", "deploy");

  private static final String HEADING = "| value | default | meaning |\n| --- | --- | --- |\n";

  @Test
  void tellsEachValueWithItsDefaultAndItsMeaning() throws IOException {
    String table = HEADING + rows();
    Files.createDirectories(MADE);
    Files.writeString(MADE.resolve("values.md"), table);

    assertThat(Files.readString(HelmChart.HOME.resolve("README.md")))
        .as("the table of values: target/deploy/values.md has it anew")
        .contains("\n\n" + table + "\n");
  }

  @Test
  void eachValueIsExplained() throws IOException {
    JsonNode schema = schema();

    assertThat(ChartValues.defaults(values(), schema).keySet())
        .isNotEmpty()
        .allSatisfy(path -> assertThat(ChartValues.meaning(schema, path)).isNotEmpty());
  }

  /** For those without Helm. */
  @Test
  void theManifestsAreWhatTheChartComesTo() throws IOException {
    String manifests = HelmChart.text("kubernetes", Map.of());
    Files.createDirectories(MADE);
    Files.writeString(MADE.resolve("satchel.yaml"), manifests);

    assertThat(Path.of("deploy", "kubernetes", "satchel.yaml"))
        .as("target/deploy/satchel.yaml has them anew")
        .hasContent(manifests);
  }

  private static String rows() throws IOException {
    JsonNode schema = schema();
    var rows = new StringBuilder();
    ChartValues.defaults(values(), schema)
        .forEach(
            (path, value) ->
                rows.append(
                    "| `%s` | `%s` | %s |\n"
                        .formatted(path, value, ChartValues.meaning(schema, path))));
    return rows.toString();
  }

  private static JsonNode values() throws IOException {
    return Manifests.in(HelmChart.HOME.resolve("values.yaml")).all().getFirst();
  }

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(HelmChart.HOME.resolve("values.schema.json").toFile());
  }
}
