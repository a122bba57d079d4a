package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.Alerts;
import dev.satchel.testing.Alerts.Alert;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts of {@code deploy/prometheus}, by Prometheus' own {@code promtool}, where that is
 * installed; and the pages that they lead to.
 */
class AlertsTest {

  private static final Path RUNBOOKS = Path.of("docs", "runbooks");

  @Test
  void areWellFormed() throws Exception {
    assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    assertThat(promtool("check", "config", "--syntax-only", "prometheus.yaml"))
        .doesNotContain("FAILED");
  }

  @Test
  void fireWhenTheyShouldAndOnlyThen() throws Exception {
    assertThat(promtool("test", "rules", "alerts.test.yaml")).contains("SUCCESS");
  }

  /** Of a dashboard nobody says whether its queries are well-formed; of rules promtool does. */
  @Test
  void theDashboardIsWellFormed(@TempDir Path directory) throws Exception {
    var rules = new ArrayList<Map<String, String>>();
    for (String query : Alerts.dashboard()) {
      String record = "dashboard:panel_" + rules.size();
      rules.add(Map.of("record", record, "expr", query.replace("$__rate_interval", "5m")));
    }
    Path file = directory.resolve("dashboard.json");
    Map<String, ?> group = Map.of("name", "dashboard", "rules", rules);
    Files.writeString(
        file, new ObjectMapper().writeValueAsString(Map.of("groups", List.of(group))));

    assertThat(promtool("check", "rules", file.toString())).contains("SUCCESS");
  }

  @Test
  void eachIsTriedBothWays() throws IOException {
    List<String> names = Alerts.all().stream().map(Alert::name).toList();

    assertThat(tried(true)).containsExactlyInAnyOrderElementsOf(names);
    assertThat(tried(false)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void eachHasAPageAndEachPageAnAlert() throws IOException {
    List<String> pages = Alerts.all().stream().map(Alert::runbook).toList();

    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      assertThat(files.map(Path::toString)).containsExactlyInAnyOrderElementsOf(pages);
    }
    for (Alert alert : Alerts.all()) {
      assertThat(Files.readString(Path.of(alert.runbook())))
          .startsWith("# " + alert.name() + "\n")
          .containsSubsequence(
              "\n## What it means\n", "\n## What to look at\n", "\n## What to do\n");
    }
  }

  private static List<String> tried(boolean firing) throws IOException {
    return Alerts.cases()
        .filter(it -> it.path("exp_alerts").isEmpty() != firing)
        .map(AlertsTest::name)
        .toList();
  }

  private static String name(JsonNode tried) {
    return tried.path("alertname").asText();
  }

  /** What it says, having ended well. */
  private static String promtool(String... arguments) throws Exception {
    assumeTrue(isInstalled(), "promtool, of Debian's package prometheus, is not installed");
    var command = new ArrayList<String>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Alerts.PROMETHEUS.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(it -> Files.isExecutable(Path.of(it, "promtool")));
  }
}
