package dev.satchel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import dev.satchel.testing.HelmChart;
import dev.satchel.testing.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart, with the values of each of its examples. */
class ChartTest {

  private static final Set<String> PORTS = Set.of("http", "management");

  static List<String> examples() throws IOException {
    return HelmChart.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isWhatKubernetesTakes(String example) throws Exception {
    List<JsonNode> objects = HelmChart.rendered(example).all();

    assertThat(objects).isNotEmpty();
    for (JsonNode object : objects) {
      KubernetesTypes.check(object);
      assertThat(object.at("/metadata/name").asText()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }
    assertThat(objects.stream().map(it -> it.path("kind") + "/" + it.at("/metadata/name")))
        .doesNotHaveDuplicates();
  }

  /** Helm lints with the chart's own values only, which name no bucket. */
  @ParameterizedTest
  @MethodSource("examples")
  void hasNothingForTheLinter(String example, @TempDir Path copy) throws IOException {
    LintResult result = HelmChart.lint(with(example, copy));

    assertThat(result.getMessages()).noneMatch(it -> it.contains("[WARNING]"));
    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void theLinterFindsWhatIsWrong(@TempDir Path copy) throws IOException {
    Path chart = with("minimal", copy);
    Files.writeString(chart.resolve("templates/wrong.yaml"), "a: b\n c: d\n");

    assertThat(HelmChart.lint(chart).isFailed()).isTrue();
  }

  /** Pod Security Standards, profile restricted; and its file system is read-only besides. */
  @ParameterizedTest
  @MethodSource("examples")
  void runsWithNoRightsThatItDoesNotNeed(String example) {
    JsonNode pod = pod(HelmChart.rendered(example));

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(1001);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.fieldNames())
        .toIterable()
        .doesNotContain("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace");
    assertThat(containers(pod))
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode rights = container.path("securityContext");
              assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(rights.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
              assertThat(rights.at("/capabilities/add").isMissingNode()).isTrue();
              assertThat(rights.path("privileged").asBoolean()).isFalse();
              assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
              assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void holdsNoSecret(String example) {
    Manifests manifests = HelmChart.rendered(example);

    assertThat(manifests.each("Secret")).isEmpty();
    assertThat(containers(pod(manifests)))
        .flatMap(ChartTest::environment)
        .filteredOn(variable -> secret(variable.path("name").asText()))
        .isNotEmpty()
        .allSatisfy(
            variable -> {
              assertThat(variable.has("value")).isFalse();
              assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isNotEmpty();
              assertThat(variable.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty();
            });
    assertThat(settings(manifests).keySet()).noneMatch(ChartTest::secret);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void selectsItsOwnPods(String example) {
    Manifests manifests = HelmChart.rendered(example);
    JsonNode labels = manifests.first("Deployment").at("/spec/template/metadata/labels");

    List<JsonNode> selectors =
        Stream.of(
                manifests
                    .each("Deployment")
                    .flatMap(
                        it ->
                            Stream.concat(
                                Stream.of(it.at("/spec/selector/matchLabels")),
                                elements(it.at("/spec/template/spec/topologySpreadConstraints"))
                                    .map(one -> one.at("/labelSelector/matchLabels")))),
                manifests.each("Service").map(it -> it.at("/spec/selector")),
                manifests
                    .each("PodDisruptionBudget")
                    .map(it -> it.at("/spec/selector/matchLabels")),
                manifests.each("NetworkPolicy").map(it -> it.at("/spec/podSelector/matchLabels")))
            .flatMap(it -> it)
            .toList();

    assertThat(selectors)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            selector -> {
              assertThat(selector).isNotEmpty();
              selector
                  .properties()
                  .forEach(it -> assertThat(labels.path(it.getKey())).isEqualTo(it.getValue()));
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesPortsThatThereAre(String example) {
    Manifests manifests = HelmChart.rendered(example);
    JsonNode container = pod(manifests).at("/containers/0");

    assertThat(elements(container.path("ports")).map(it -> it.path("name").asText()))
        .containsExactlyInAnyOrderElementsOf(PORTS);
    assertThat(manifests.each("Service").map(it -> it.at("/spec/ports/0/targetPort").asText()))
        .containsExactlyInAnyOrder("http", "management");
    assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe"))
        .allSatisfy(
            probe ->
                assertThat(container.path(probe).at("/httpGet/port").asText())
                    .isEqualTo("management"));
    assertThat(
            manifests
                .each("NetworkPolicy")
                .flatMap(it -> elements(it.at("/spec/ingress")))
                .map(it -> it.at("/ports/0/port").asText()))
        .isSubsetOf(PORTS);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void leadsToItsOwnServices(String example) {
    Manifests manifests = HelmChart.rendered(example);
    JsonNode api = service(manifests, "api");

    assertThat(
            manifests
                .each("Ingress")
                .map(it -> it.at("/spec/rules/0/http/paths/0/backend/service")))
        .allSatisfy(
            backend -> {
              assertThat(backend.path("name")).isEqualTo(api.at("/metadata/name"));
              assertThat(backend.at("/port/name")).isEqualTo(api.at("/spec/ports/0/name"));
            });
    assertThat(manifests.each("HTTPRoute").map(it -> it.at("/spec/rules/0/backendRefs/0")))
        .allSatisfy(
            backend -> {
              assertThat(backend.path("name")).isEqualTo(api.at("/metadata/name"));
              assertThat(backend.path("port")).isEqualTo(api.at("/spec/ports/0/port"));
            });
    assertThat(manifests.each("ServiceMonitor"))
        .allSatisfy(
            monitor -> {
              JsonNode management = service(manifests, "management");
              monitor
                  .at("/spec/selector/matchLabels")
                  .properties()
                  .forEach(
                      it ->
                          assertThat(management.at("/metadata/labels").path(it.getKey()))
                              .isEqualTo(it.getValue()));
              assertThat(monitor.at("/spec/endpoints/0/port"))
                  .isEqualTo(management.at("/spec/ports/0/name"));
            });
    assertThat(manifests.each("HorizontalPodAutoscaler"))
        .allSatisfy(
            scaler ->
                assertThat(scaler.at("/spec/scaleTargetRef/name"))
                    .isEqualTo(manifests.first("Deployment").at("/metadata/name")));
  }

  /** What is for operators is behind no address that others reach. */
  @Test
  void keepsTheManagementPortInside() {
    Manifests manifests = HelmChart.rendered("full");

    assertThat(service(manifests, "api").at("/spec/type").asText()).isEqualTo("LoadBalancer");
    assertThat(service(manifests, "management").at("/spec/type").asText()).isEqualTo("ClusterIP");
    assertThat(HelmChart.rendered("minimal").first("NetworkPolicy").at("/spec/ingress"))
        .hasSize(1)
        .allSatisfy(rule -> assertThat(rule.at("/ports/0/port").asText()).isEqualTo("http"));
    assertThat(manifests.first("Ingress").at("/spec/rules/0/http/paths/0/path").asText())
        .isEqualTo("/v1");
    assertThat(manifests.first("HTTPRoute").at("/spec/rules/0/matches/0/path/value").asText())
        .isEqualTo("/v1");
  }

  /** New ones come before old ones go, and those get the time that the service is told of. */
  @ParameterizedTest
  @MethodSource("examples")
  void rollsWithoutAGap(String example) {
    Manifests manifests = HelmChart.rendered(example);
    JsonNode deployment = manifests.first("Deployment");
    Map<String, String> settings = settings(manifests);

    assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
    assertThat(pod(manifests).path("terminationGracePeriodSeconds").asInt())
        .isEqualTo(
            seconds(settings, "QUARKUS_SHUTDOWN_DELAY")
                + seconds(settings, "QUARKUS_SHUTDOWN_TIMEOUT")
                + 15);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void spreadsWhatIsTheReplicasOfOneVersion(String example) {
    assertThat(elements(pod(HelmChart.rendered(example)).path("topologySpreadConstraints")))
        .allSatisfy(
            it ->
                assertThat(it.path("matchLabelKeys").toString())
                    .isEqualTo("[\"pod-template-hash\"]"));
  }

  @Test
  void migratesBeforeReplicasOrInThemOrNotAtAll() {
    assertMigration("minimal", 1, "false");
    assertMigration("jvm", 0, "true");
    assertMigration("one-replica", 0, "false");
  }

  @Test
  void letsTheScalerCountTheReplicas() {
    Manifests full = HelmChart.rendered("full");

    assertThat(full.first("Deployment").at("/spec/replicas").isMissingNode()).isTrue();
    assertThat(full.first("HorizontalPodAutoscaler").at("/spec/metrics"))
        .hasSize(2)
        .anySatisfy(it -> assertThat(it.at("/resource/name").asText()).isEqualTo("cpu"))
        .anySatisfy(
            it -> {
              assertThat(it.at("/pods/metric/name").asText()).isEqualTo("satchel_http_exchanges");
              assertThat(it.at("/pods/target/averageValue").asText()).isEqualTo("50");
            });
    assertThat(HelmChart.rendered("minimal").first("Deployment").at("/spec/replicas").asInt())
        .isEqualTo(2);
  }

  @Test
  void needsNoKeysOfTheStoreWhereThePodHasAnIdentity() {
    Manifests full = HelmChart.rendered("full");

    assertThat(settings(full)).containsEntry("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "default");
    assertThat(names(full)).noneMatch(it -> it.startsWith("QUARKUS_S3_"));
    assertThat(full.first("ServiceAccount").at("/metadata/annotations")).hasSize(1);
    assertThat(settings(HelmChart.rendered("kubernetes")))
        .containsEntry("QUARKUS_S3_AWS_CREDENTIALS_TYPE", "static");
    assertThat(names(HelmChart.rendered("kubernetes")))
        .contains(
            "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
            "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY");
  }

  @Test
  void passesSettingsOnAsTheyAreWritten() {
    assertThat(settings(HelmChart.rendered("full")))
        .containsEntry("SATCHEL_UPLOAD_MAX_FILE_SIZE", "5G")
        .containsEntry("SATCHEL_IMAGE_MAX_PIXELS", "100000000")
        .containsEntry("SATCHEL_IMAGE_STRICT", "true")
        .containsEntry("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "10")
        .containsEntry("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.0.0.0/8,fd00::/8")
        .containsEntry(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "jdbc:postgresql://postgres.example:6432/satchel?sslmode=require")
        .containsEntry(
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "postgresql://postgres.example:6432/satchel?sslmode=require");
  }

  @Test
  void newSettingsAreNewPods() {
    String checksum = "/spec/template/metadata/annotations/checksum~1settings";

    assertThat(HelmChart.rendered("minimal").first("Deployment").at(checksum))
        .isNotEqualTo(
            HelmChart.rendered("minimal", Map.of("s3.region", "eu-west-1"))
                .first("Deployment")
                .at(checksum));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void refusesValuesThatAreWrong(String name, Object value, String said) {
    assertThatThrownBy(() -> HelmChart.rendered("full", Map.of(name, value)))
        .hasMessageContaining(said);
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong("image.repository", "", "image/repository"),
        wrong("image.digest", "sha256:abc", "image/digest"),
        wrong("s3.bucket", "", "s3/bucket"),
        wrong("s3.endpoint", "seaweedfs:8333", "s3/endpoint"),
        wrong("database.existingSecret", "", "database/existingSecret"),
        wrong("database.password", "open sesame", "password"),
        wrong("database.port", "0", "database/port"),
        wrong("replicaCount", "two", "replicaCount"),
        wrong("replicas", "2", "replicas"),
        wrong("migrations.mode", "job", "migrations/mode"),
        wrong("settings.satchel\\.privacy\\.key", "2026:c2F0Y2hlbA==", "satchel.privacy.key"),
        wrong("settings.max-files", "5", "max-files"),
        wrong("shutdown.timeoutSeconds", "0", "shutdown/timeoutSeconds"),
        wrong("podDisruptionBudget.maxUnavailable", "most", "podDisruptionBudget/maxUnavailable"),
        wrong("args[0]", "serve", "args/0"),
        wrong("ingress.host", "", "ingress/host"),
        wrong("autoscaling.maxReplicas", "0", "autoscaling/maxReplicas"));
  }

  private static Arguments wrong(String name, String value, String said) {
    return Arguments.of(name, value, said);
  }

  private static void assertMigration(String example, int containers, String atStart) {
    Manifests manifests = HelmChart.rendered(example);

    assertThat(elements(pod(manifests).path("initContainers")))
        .hasSize(containers)
        .allSatisfy(
            it -> {
              assertThat(it.path("args").toString()).isEqualTo("[\"migrate\"]");
              assertThat(it.path("env")).isEqualTo(pod(manifests).at("/containers/0/env"));
            });
    assertThat(settings(manifests)).containsEntry("SATCHEL_DATABASE_MIGRATE_AT_START", atStart);
  }

  private static Path with(String example, Path copy) throws IOException {
    Path chart = Files.createDirectory(copy.resolve("satchel"));
    try (Stream<Path> files = Files.walk(HelmChart.HOME)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = chart.resolve(HelmChart.HOME.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.writeString(
        chart.resolve("values.yaml"),
        ChartValues.merged(
            Manifests.in(HelmChart.HOME.resolve("values.yaml")).all().getFirst(),
            Manifests.in(HelmChart.example(example)).all().getFirst()));
    return chart;
  }

  private static JsonNode pod(Manifests manifests) {
    return manifests.first("Deployment").at("/spec/template/spec");
  }

  private static List<JsonNode> containers(JsonNode pod) {
    return Stream.concat(elements(pod.path("initContainers")), elements(pod.path("containers")))
        .toList();
  }

  private static List<JsonNode> environment(JsonNode container) {
    return elements(container.path("env")).toList();
  }

  private static List<String> names(Manifests manifests) {
    return elements(pod(manifests).at("/containers/0/env"))
        .map(it -> it.path("name").asText())
        .toList();
  }

  private static Map<String, String> settings(Manifests manifests) {
    return manifests.first("ConfigMap").path("data").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().asText()));
  }

  private static int seconds(Map<String, String> settings, String name) {
    return Integer.parseInt(settings.getOrDefault(name, "").replace("s", ""));
  }

  private static JsonNode service(Manifests manifests, String component) {
    return manifests
        .each("Service")
        .filter(
            it -> it.at("/metadata/labels/app.kubernetes.io~1component").asText().equals(component))
        .findFirst()
        .orElseThrow();
  }

  private static boolean secret(String variable) {
    return variable.matches(".*(PASSWORD|USERNAME|_KEYS?|ACCESS_KEY_ID|_SECRET)");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
