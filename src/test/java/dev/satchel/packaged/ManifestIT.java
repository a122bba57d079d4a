package dev.satchel.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.HelmChart;
import dev.satchel.testing.Manifests;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import dev.satchel.testing.SatchelServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chart's pods say, as processes: how it migrates, starts, is probed, and ends. */
@ExtendWith(EmptyStorage.class)
class ManifestIT {

  private static final String DATABASE = "manifests";
  private static final int REPLICAS = 3;
  private static final String UPLOAD =
      """
      {"userId": "9d6ad525-90c6-4c03-8f05-63584ee20a29",
       "files": [{"name": "a.txt", "type": "text/plain", "contents": "aGVsbG8="}]}
      """;

  private static final Map<String, String> SERVERS = SatchelServers.configuration();

  @BeforeAll
  static void createsADatabase() throws Exception {
    assumeTrue(
        Container.isPossible(),
        "not root, or no limit of memory to be had: what the manifests say is NOT tested");
    execute("create database " + DATABASE + " owner " + server("quarkus.datasource.username"));
  }

  @AfterAll
  static void removesIt() throws Exception {
    execute("drop database if exists " + DATABASE + " with (force)");
  }

  @Test
  void startsServesAndEndsAsThePodSays() throws Exception {
    Manifests manifests = manifests(Map.of());
    migratesManyTimesAtOnce(manifests);

    try (var container = container(manifests, "/containers/0");
        var satchel = PackagedSatchel.start(container.builder())) {
      Container.assertConfined(satchel.process());
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        isSatisfied(container.probe(probe), satchel);
      }
      assertThat(satchel.call("POST", "/v1/files", UPLOAD).statusCode()).isEqualTo(200);

      endsWithoutAGap(satchel, manifests);
    }
  }

  /** What EKS tells the containers of a service account that has an identity. */
  @Test
  void isLetIntoTheStoreByTheIdentityOfItsPod() throws Exception {
    try (var agent = Agent.start()) {
      Manifests manifests = manifests(Map.of("s3.existingSecret", "", "migrations.mode", "start"));
      try (var container =
              container(manifests, "/containers/0")
                  .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent.uri().toString())
                  .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", Agent.TOKEN);
          var satchel = PackagedSatchel.start(container.builder())) {
        isSatisfied(container.probe("readinessProbe"), satchel);
        assertThat(satchel.call("POST", "/v1/files", UPLOAD).statusCode()).isEqualTo(200);
      }
    }
  }

  private static void migratesManyTimesAtOnce(Manifests manifests) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Ended>> migrations = new ArrayList<>();
      for (int replica = 0; replica < REPLICAS; replica++) {
        migrations.add(
            () -> {
              try (var container = container(manifests, "/initContainers/0")) {
                return container.run();
              }
            });
      }
      for (Future<Ended> migration : threads.invokeAll(migrations)) {
        assertThat(migration.get())
            .isEqualTo(new Ended(0, "The schema has all migrations of this version.\n"));
      }
    }
  }

  /** Readiness is down at once, calls are answered for a while, and then it ends in its time. */
  private static void endsWithoutAGap(PackagedSatchel satchel, Manifests manifests)
      throws Exception {
    JsonNode pod = manifests.first("Deployment").at("/spec/template/spec");
    long start = System.nanoTime();
    satchel.terminate();

    Thread.sleep(Duration.ofSeconds(1));
    assertThat(satchel.manage("/q/health/ready").statusCode()).isEqualTo(503);
    assertThat(satchel.call("POST", "/v1/files", UPLOAD).statusCode()).isEqualTo(200);
    assertThat(
            satchel
                .process()
                .waitFor(pod.path("terminationGracePeriodSeconds").asLong(), TimeUnit.SECONDS))
        .isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()));
    assertThat(satchel.process().exitValue()).isIn(0, 143);
  }

  /** As a node asks: each period, as often as it may fail. */
  private static void isSatisfied(JsonNode probe, PackagedSatchel satchel) throws Exception {
    assertThat(probe.at("/httpGet/port").asText()).isEqualTo("management");
    int tries = probe.path("failureThreshold").asInt();
    for (int failed = 0; failed < tries; failed++) {
      long asked = System.nanoTime();
      HttpResponse<String> answer = satchel.manage(probe.at("/httpGet/path").asText());
      boolean isInTime =
          Duration.ofNanos(System.nanoTime() - asked).toSeconds()
              < probe.path("timeoutSeconds").asInt();
      if (isInTime && answer.statusCode() == 200) {
        return;
      }
      Thread.sleep(Duration.ofSeconds(probe.path("periodSeconds").asInt()));
    }
    throw new AssertionError("Failed as often as it may: " + probe);
  }

  private static Manifests manifests(Map<String, String> values) {
    URI database = URI.create(server("quarkus.datasource.reactive.url"));
    Map<String, Object> all = new HashMap<>();
    all.put("database.host", database.getHost());
    all.put("database.port", database.getPort());
    all.put("database.name", DATABASE);
    all.put("s3.endpoint", server("quarkus.s3.endpoint-override"));
    all.put("s3.region", server("quarkus.s3.aws.region"));
    all.put("shutdown.delaySeconds", 4);
    if (!Boolean.getBoolean("packaged.native")) {
      all.put("resources.limits.memory", "512Mi");
    }
    all.putAll(values);
    return HelmChart.rendered("kubernetes", all);
  }

  private static Container container(Manifests manifests, String at) throws IOException {
    return Container.of(
            manifests,
            at,
            Map.of(
                "username", server("quarkus.datasource.username"),
                "password", server("quarkus.datasource.password"),
                "access-key-id", server("quarkus.s3.aws.credentials.static-provider.access-key-id"),
                "secret-access-key",
                    server("quarkus.s3.aws.credentials.static-provider.secret-access-key"),
                "bootstrap-key", PackagedSatchel.BOOTSTRAP_KEY,
                "webhook-secret-keys", "it:c2F0Y2hlbCBzYXRjaGVsIHNhdGNoZWwgc2F0Y2hlbCE=",
                "privacy-key", "it:c2F0Y2hlbCBzYXRjaGVsIHNhdGNoZWwgc2F0Y2hlbCE="))
        // All pods have a network of their own, and processes share one.
        .with("QUARKUS_HTTP_PORT", "0")
        .with("QUARKUS_MANAGEMENT_PORT", "0")
        // Objects of other tests are none of this database's.
        .with("SATCHEL_S3_PREFIX", "manifests/");
  }

  private static String server(String property) {
    String value = SERVERS.get(property);
    if (value == null) {
      throw new IllegalStateException(property);
    }
    return value;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = SatchelServers.databaseSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Gives a pod the credentials of its service account. */
  private record Agent(HttpServer server) implements AutoCloseable {

    static final String TOKEN = "token-of-the-service-account";

    static Agent start() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] answer =
          """
          {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "session",
           "Expiration": "2100-01-01T00:00:00Z"}
          """
              .formatted(
                  ManifestIT.server("quarkus.s3.aws.credentials.static-provider.access-key-id"),
                  ManifestIT.server("quarkus.s3.aws.credentials.static-provider.secret-access-key"))
              .getBytes(UTF_8);
      server.createContext(
          "/",
          exchange -> {
            boolean isKnown = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isKnown ? 200 : 403, isKnown ? answer.length : -1);
            if (isKnown) {
              exchange.getResponseBody().write(answer);
            }
            exchange.close();
          });
      server.start();
      return new Agent(server);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/credentials");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
