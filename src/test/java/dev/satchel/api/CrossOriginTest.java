package dev.satchel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may call the API from a browser: the test profile allows two origins. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class CrossOriginTest {

  private static final String ALLOWED = "https://app.example";
  private static final String ALLOW = "Access-Control-Allow-Origin";

  @ParameterizedTest
  @ValueSource(strings = {ALLOWED, "http://localhost:5173"})
  void aBrowserMayAskWithoutAKeyWhatItMaySend(String origin) {
    Response answer = preflight(origin, "/v1/files/9d6ad525-90c6-4c03-8f05-63584ee20a29");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.header(ALLOW)).isEqualTo(origin);
    assertThat(answer.header("Access-Control-Allow-Methods").split(", "))
        .contains("GET", "HEAD", "POST", "PATCH", "DELETE");
    assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
        .contains("Authorization", "Content-Type", "Idempotency-Key", "Range", "If-None-Match")
        .contains("Tus-Resumable", "Upload-Length", "Upload-Metadata", "Upload-Offset");
    assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("3600");
    assertThat(answer.header("Vary")).contains("origin");
    assertNoCredentials(answer);
  }

  @Test
  void aPageReadsAnswersAndTheirHeaders() {
    String id = FilesApi.BOOTSTRAP.uploadOne(UploadDocument.of("x"));

    Response answer = FilesApi.BOOTSTRAP.request().header("Origin", ALLOWED).get("/v1/files/" + id);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header(ALLOW)).isEqualTo(ALLOWED);
    assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
        .contains("ETag", "Content-Disposition", "Content-Range", "X-Request-Id", "Retry-After")
        .contains("Location", "Upload-Offset", "Upload-Length", "Tus-Resumable");
    assertThat(answer.header("Vary")).contains("origin");
    assertNoCredentials(answer);
  }

  @Test
  void soItDoesThatOfARefusal() {
    for (String path : new String[] {"/v1/files", "/v1/files;x"}) {
      Response answer = given().urlEncodingEnabled(false).header("Origin", ALLOWED).get(path);

      assertThat(answer.statusCode()).isIn(400, 401);
      assertThat(answer.header(ALLOW)).isEqualTo(ALLOWED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.org",
        "https://APP.example",
        "https://a.app.example",
        "null",
        "*"
      })
  void noOtherPageDoes(String origin) {
    Response asked = preflight(origin, "/v1/files");
    Response answer = FilesApi.BOOTSTRAP.request().header("Origin", origin).get("/v1/files");

    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(answer.statusCode()).isEqualTo(200);
    for (Response each : new Response[] {asked, answer}) {
      assertThat(each.headers().asList())
          .noneMatch(
              header -> header.getName().toLowerCase(Locale.ROOT).startsWith("access-control-"));
      assertThat(each.header("Vary")).contains("origin");
    }
  }

  @Test
  void whatIsForOperatorsIsForNoPage() {
    Response answer = Management.request().header("Origin", ALLOWED).get("/q/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header(ALLOW)).isNull();
  }

  private static Response preflight(String origin, String path) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "authorization")
        .options(path);
  }

  private static void assertNoCredentials(Response answer) {
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
  }
}
