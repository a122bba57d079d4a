package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.HelmChart;
import dev.satchel.testing.Manifests;
import dev.satchel.testing.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That all variables which {@code deploy} sets are settings: ours by the mappings of the rooms,
 * Quarkus' by the descriptions that its extensions bring with them.
 */
class EnvironmentTest {

  /** Of Java itself. */
  private static final String JAVA = "JDK_JAVA_OPTIONS";

  private static final Set<String> KNOWN = known();

  static List<String> examples() throws IOException {
    return HelmChart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theChartSetsWhatTheServiceKnows(String example) {
    Manifests manifests = HelmChart.rendered(example);

    assertKnown(
        Stream.concat(
            names(manifests.first("ConfigMap").path("data")),
            variables(manifests.first("Deployment").at("/spec/template/spec"))));
  }

  @Test
  void soDoesTheServiceOfKnative() throws IOException {
    Manifests manifests = Manifests.in(Path.of("deploy", "knative", "service.yaml"));

    assertKnown(variables(manifests.first("Service").at("/spec/template/spec")));
  }

  @Test
  void soDoesTheLaptop() throws IOException {
    JsonNode compose = Manifests.in(Path.of("deploy", "compose.yaml")).all().getFirst();

    assertKnown(names(compose.at("/services/satchel/environment")));
  }

  @Test
  void knowsNothingElse() {
    assertThat(KNOWN)
        .hasSizeGreaterThan(100)
        .doesNotContain("SATCHEL_S3_BUCKETS", "QUARKUS_SHUTDOWN_DELAYS", "SATCHEL_PORT");
  }

  private static void assertKnown(Stream<String> variables) {
    assertThat(variables)
        .hasSizeGreaterThan(7)
        .filteredOn(it -> !it.equals(JAVA))
        .isSubsetOf(KNOWN);
  }

  private static Stream<String> variables(JsonNode pod) {
    return Stream.of(pod.path("initContainers"), pod.path("containers"))
        .flatMap(containers -> containers.findValues("env").stream())
        .flatMap(variables -> variables.findValuesAsText("name").stream())
        .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)));
  }

  private static Stream<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }

  private static Set<String> known() {
    Stream<String> ours =
        Settings.all()
            .map(it -> it.name().replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT));
    try {
      Stream<String> quarkus =
          Collections.list(
                  Thread.currentThread()
                      .getContextClassLoader()
                      .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))
              .stream()
              .flatMap(EnvironmentTest::described);
      return Stream.concat(ours, quarkus).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> described(URL model) {
    try {
      return new ObjectMapper().readTree(model).findValuesAsText("environmentVariable").stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
