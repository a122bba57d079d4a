package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.DebianPostgres;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.PackagedSatchel.Ended;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the service does over the databases that people run: PostgreSQL 15 behind PgBouncer, where
 * it is one of many clients, and a primary with a standby. All else is tested over PostgreSQL 18.
 */
@ExtendWith(EmptyStorage.class)
@EnabledIf("dev.satchel.testing.DebianPostgres#isInstalled")
class DatabaseServersIT {

  private static final Duration FAIL_OVER = Duration.ofMinutes(1);

  /** Where objects are of which the database of other tests knows nothing. */
  private static final String PREFIX = "database-servers/";

  private final ObjectMapper json = new ObjectMapper();

  @AfterEach
  void leaveNothing() {
    Storage.objects().stream().filter(key -> key.startsWith(PREFIX)).forEach(Storage::delete);
  }

  /** The migrations at start go through the pooler as well. */
  @ParameterizedTest
  @CsvSource({"transaction, 5", "session, 30"})
  void servesBehindAPooler(String mode, int size) throws Exception {
    try (var database = DebianPostgres.primary();
        var pooler = database.pooler(mode, size);
        var satchel =
            PackagedSatchel.start(
                "satchel.database.pooler=" + mode,
                "satchel.s3.prefix=" + PREFIX,
                "quarkus.datasource.jdbc.url=jdbc:postgresql://" + pooler.address() + "/satchel",
                "quarkus.datasource.reactive.url=postgresql://" + pooler.address() + "/satchel",
                "satchel.retention.every=1s",
                "satchel.retention.tell-every=1s",
                "satchel.retention.grace=0s",
                "satchel.webhooks.allow-http=true",
                "satchel.webhooks.allowed-networks=127.0.0.0/8")) {
      assertThat(database.value("show server_version")).startsWith("15.");

      keepsServesAndForgets(satchel);
      tellsOfFileRequests(satchel);
      removesWhatIsDue(satchel, database);
      servesManyAtATime(satchel);
    }
  }

  /** The standby stands first, where the client by itself would go half of the time. */
  @Test
  void followsThePrimary() throws Exception {
    try (var primary = DebianPostgres.primary();
        var standby = primary.standby();
        var satchel =
            PackagedSatchel.start(
                "satchel.s3.prefix=" + PREFIX,
                "quarkus.datasource.jdbc.url=jdbc:postgresql://%s,%s/satchel?targetServerType=primary"
                    .formatted(standby.address(), primary.address()),
                "quarkus.datasource.reactive.url=postgresql://%s/satchel,postgresql://%s/satchel"
                    .formatted(standby.address(), primary.address()))) {
      String before = upload(satchel, UUID.randomUUID());
      Eventually.holds(
          () ->
              assertThat(standby.value("select count(*) from stored_file"))
                  .isEqualTo(primary.value("select count(*) from stored_file")));
      for (int i = 0; i < 20; i++) {
        upload(satchel, UUID.randomUUID());
      }

      primary.kill();
      standby.promote();

      Eventually.holdsWithin(FAIL_OVER, () -> upload(satchel, UUID.randomUUID()));
      assertThat(satchel.call("GET", "/v1/files/" + before, "").body()).isEqualTo("hello");
    }
  }

  /** Over a database with no table at all. */
  @Test
  void migratesOnlyWhereItMay() throws Exception {
    try (var database = DebianPostgres.primary()) {
      List<String> settings =
          List.of(
              "satchel.s3.prefix=" + PREFIX,
              "satchel.database.migrate-at-start=false",
              "quarkus.datasource.jdbc.url=jdbc:postgresql://" + database.address() + "/satchel",
              "quarkus.datasource.reactive.url=postgresql://" + database.address() + "/satchel");

      Ended refused = PackagedSatchel.run(settings);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.output()).contains("run satchel migrate");

      Ended migrated = PackagedSatchel.run(settings, "migrate");
      assertThat(migrated.code()).isZero();
      assertThat(migrated.output()).isEqualTo("The schema has all migrations of this version.\n");

      try (var satchel = PackagedSatchel.start(settings.toArray(String[]::new))) {
        upload(satchel, UUID.randomUUID());
      }
    }
  }

  private void keepsServesAndForgets(PackagedSatchel satchel) throws Exception {
    UUID key = UUID.randomUUID();
    String id = upload(satchel, key);

    assertThat(upload(satchel, key)).as("the same request again").isEqualTo(id);
    assertThat(satchel.call("GET", "/v1/files/" + id, "").body()).isEqualTo("hello");
    assertThat(read(satchel, "/v1/files?limit=1").at("/files/0/id").textValue()).isEqualTo(id);
    assertThat(satchel.call("DELETE", "/v1/files/" + id, "").statusCode()).isEqualTo(204);
    assertThat(satchel.call("GET", "/v1/files/" + id, "").statusCode()).isEqualTo(404);
    assertThat(read(satchel, "/v1/audit?fileId=" + id).at("/records").findValuesAsText("action"))
        .containsExactly("file.download", "file.delete", "file.download", "file.upload");
  }

  private void tellsOfFileRequests(PackagedSatchel satchel) throws Exception {
    String webhook =
        made(
            satchel,
            "/v1/webhooks",
            "{\"url\":\"http://127.0.0.1:9/hook\",\"eventTypes\":[\"file-request.files.update\"]}");
    String request = made(satchel, "/v1/file-requests", "{\"type\":\"any\"}");
    String document = text(UploadDocument.of("x").fileRequest(request));

    assertThat(satchel.call("POST", "/v1/files", document).statusCode()).isEqualTo(200);

    JsonNode deliveries = read(satchel, "/v1/webhooks/" + webhook + "/deliveries");
    assertThat(deliveries.at("/deliveries")).hasSize(1);
  }

  private void removesWhatIsDue(PackagedSatchel satchel, DebianPostgres database) throws Exception {
    Eventually.holds(
        () -> {
          assertThat(
                  database.value("select count(*) from stored_file where deleted_at is not null"))
              .isEqualTo("0");
          assertThat(read(satchel, "/v1/retention").at("/passes").findValuesAsText("kind"))
              .contains("purge");
        });
  }

  /** More than the pooler has connections, so that they change hands. */
  private static void servesManyAtATime(PackagedSatchel satchel) throws Exception {
    var answers = new ArrayList<Future<HttpResponse<String>>>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        answers.add(clients.submit(() -> satchel.call("GET", "/v1/files?limit=1", "")));
      }
    }
    for (Future<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
    }
  }

  private String upload(PackagedSatchel satchel, UUID key) throws Exception {
    HttpResponse<String> answer =
        satchel.call(
            "POST",
            "/v1/files",
            text(UploadDocument.of("hello")),
            "Idempotency-Key",
            key.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body()).at("/0/id").textValue();
  }

  private String made(PackagedSatchel satchel, String path, String body) throws Exception {
    HttpResponse<String> answer = satchel.call("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body()).at("/id").textValue();
  }

  private JsonNode read(PackagedSatchel satchel, String path) throws Exception {
    HttpResponse<String> answer = satchel.call("GET", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private static String text(UploadDocument document) {
    return new String(document.bytes(), StandardCharsets.UTF_8);
  }
}
