package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.Pictures;
import dev.satchel.image.header.Exif;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the service does, once as it is shipped: jar or native binary. */
@QuarkusIntegrationTest
@QuarkusTestResource(SatchelServers.class)
class FilesIT {

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @Test
  void keepsServesAndForgetsFiles() {
    byte[] bytes = UploadDocument.random(100_000, 1);
    String id = api.uploadOne(UploadDocument.empty().file("näme.bin", "a/b", bytes));

    assertThat(api.download(id).asByteArray()).isEqualTo(bytes);
    Response range = api.request().header("Range", "bytes=10-19").get("/v1/files/" + id);
    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.asByteArray()).hasSize(10);
    String tag = api.head(id).header("ETag");
    assertThat(api.request().header("If-None-Match", tag).get("/v1/files/" + id).statusCode())
        .isEqualTo(304);
    assertThat(api.list("limit=1").jsonPath().getString("files[0].id")).isEqualTo(id);
    assertThat(api.metadata(id).jsonPath().getString("originalName")).isEqualTo("näme.bin");
    assertThat(api.delete(id).statusCode()).isEqualTo(204);
    assertThat(api.download(id).statusCode()).isEqualTo(404);
  }

  @Test
  void makesThumbnailsOfEveryFormat() {
    for (Map.Entry<String, byte[]> picture : Pictures.ofEveryKind().entrySet()) {
      if (picture.getKey().matches(".*\\.(heic|avif)")) {
        continue;
      }
      String id = api.uploadOne(UploadDocument.empty().file("a", "image/x", picture.getValue()));
      Response thumbnail = api.thumbnail(id, "8x8");

      assertThat(thumbnail.statusCode()).as(picture.getKey()).isEqualTo(200);
      BufferedImage image = Pictures.decoded(thumbnail.asByteArray());
      assertThat(Math.min(image.getWidth(), image.getHeight())).as(picture.getKey()).isEqualTo(8);
      assertThat(thumbnail.contentType()).as(picture.getKey()).matches("image/(jpeg|png)");
    }
  }

  @Test
  void servesThumbnailsThatAreKept() throws Exception {
    String id =
        api.uploadOne(UploadDocument.empty().file("a", "image/jpeg", Pictures.jpeg(640, 480)));
    double served = Metrics.sum("satchel_thumbnail_served_total");
    byte[] made = api.thumbnail(id, "64x48").asByteArray();

    Eventually.holds(
        () -> {
          assertThat(api.thumbnail(id, "64x48").asByteArray()).isEqualTo(made);
          assertThat(Metrics.sum("satchel_thumbnail_served_total")).isGreaterThan(served);
        });
  }

  /**
   * As this JVM does, whose engine the unit tests have tried: a native binary is no exception.
   * Where what is packaged runs among other libraries, {@code packaged.engine} says what it should
   * find.
   */
  @Test
  void callsTheLibrariesThatAreInstalled() {
    var choice = EngineChoice.valueOf(System.getProperty("packaged.engine", "AUTO"));
    String best = choice.engine(ImageLimits.DEFAULT).version();

    JsonPath health = Management.get("/q/health/ready").jsonPath();
    assertThat(health.getString("checks.find { it.name == 'Thumbnail engine' }.data.engine"))
        .isEqualTo(best);
  }

  @Test
  void readsWhatACameraHasWritten() {
    byte[] photo = Exif.of(6).taken("2026:01:02 03:04:05").inJpeg(Pictures.jpeg(60, 40));
    JsonPath file = api.post(UploadDocument.empty().file("a.jpg", "image/jpeg", photo)).jsonPath();

    assertThat(file.getInt("[0].imageWidth")).isEqualTo(40);
    assertThat(file.getInt("[0].imageHeight")).isEqualTo(60);
    assertThat(file.getString("[0].photoCreatedAt")).startsWith("2026-01-02T03:04:05");
  }

  @Test
  void takesFormsAndRepeatedRequests() {
    Response form =
        api.request()
            .multiPart("files", "a.txt", "hello".getBytes(StandardCharsets.UTF_8))
            .multiPart("userId", UploadDocument.USER)
            .post("/v1/files");
    assertThat(form.statusCode()).as(form.asString()).isEqualTo(200);

    String key = UUID.randomUUID().toString();
    String first = keyed(key).jsonPath().getString("[0].id");
    assertThat(keyed(key).jsonPath().getString("[0].id")).isEqualTo(first);
  }

  @Test
  void tellsWhatIsWrong() {
    Response answer =
        api.post("{\"files\":[{\"contents\":\"*\"}]}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_base64");
    assertThat(RestAssured.get("/v1/files").statusCode()).isEqualTo(401);
  }

  @Test
  void takesAnswersToFileRequestsAndErasesUsers() {
    var requests = new FileRequestsApi(api.key());
    String request = requests.open("any");
    String user = UUID.randomUUID().toString();
    String id = api.uploadOne(UploadDocument.of("x").user(user).fileRequest(request));

    assertThat(requests.find(request).jsonPath().getList("files.id")).containsExactly(id);
    assertThat(api.request().delete("/v1/users/" + user + "/files").statusCode()).isEqualTo(202);
    assertThat(requests.find(request).jsonPath().getList("files")).isEmpty();
    assertThat(api.request().get("/v1/retention").statusCode()).isEqualTo(200);
  }

  @Test
  void makesKeysAndRecordsWhatTheyDo() {
    JsonPath made =
        api.request()
            .contentType("application/json")
            .body("{\"name\":\"reader\",\"scopes\":[\"files:read\"]}")
            .post("/v1/api-keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    String id = api.uploadOne(UploadDocument.of("x"));

    assertThat(new FilesApi(made.getString("key")).download(id).asString()).isEqualTo("x");
    JsonPath audit = api.request().get("/v1/audit?fileId=" + id).jsonPath();
    assertThat(audit.getList("records.action")).containsExactly("file.download", "file.upload");
    assertThat(audit.getString("records[0].keyId")).isEqualTo(made.getString("id"));
    assertThat(api.request().delete("/v1/api-keys/" + made.getString("id")).statusCode())
        .isEqualTo(204);
    assertThat(new FilesApi(made.getString("key")).download(id).statusCode()).isEqualTo(401);
  }

  @Test
  void answersItsOperators() {
    assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(200);
    assertThat(Management.get("/q/health/well").statusCode()).isEqualTo(200);
    assertThat(Metrics.all()).contains("http_server");
    assertThat(Management.get("/q/openapi").asString()).contains("/v1/files");
    assertThat(Management.get("/q/swagger-ui/").statusCode()).isEqualTo(200);
  }

  private Response keyed(String key) {
    return api.request()
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(UploadDocument.of("same").bytes())
        .post("/v1/files");
  }
}
