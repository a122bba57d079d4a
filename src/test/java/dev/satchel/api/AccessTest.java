package dev.satchel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and what each key may do. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class AccessTest {

  private final TestKey key = TestKey.ofNewAccount();

  @Inject SettableClock clock;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer nobody",
        "Basic ZGV2LWtleTo=",
        "dev-key",
        "Bearer dev-key dev-key",
        "Bearer dev-keyx",
        "Bearer ' or 1=1 --"
      })
  void refusesOtherCredentials(String authorization) {
    for (String path : new String[] {"/v1/files", "/v1/files/x", "/v1", "/v1/nothing"}) {
      assertUnauthorized(
          given().urlEncodingEnabled(false).header("Authorization", authorization).get(path));
    }
    assertUnauthorized(
        given()
            .header("Authorization", authorization)
            .contentType("application/json")
            .body("{")
            .post("/v1/files"));
  }

  @Test
  void refusesThoseWhoHaveNone() {
    assertUnauthorized(given().get("/v1/files"));
  }

  @Test
  void takesTheSchemeInAnyCase() {
    given().header("Authorization", "bEARER dev-key").get("/v1/files").then().statusCode(200);
  }

  @Test
  void refusesKeysThatAreRevokedOrExpired() {
    assertUnauthorized(FilesApi.of(key.revoked()).list(""));
    assertUnauthorized(FilesApi.of(key.expiringAt(Instant.now().minusSeconds(1))).list(""));
    FilesApi.of(key.expiringAt(Instant.now().plusSeconds(60))).list("").then().statusCode(200);
  }

  @Test
  void refusesAKeyInUseWithinFiveSecondsOfItsRevocation() throws Exception {
    FilesApi api = FilesApi.of(key);
    api.list("").then().statusCode(200);

    key.revoke();

    Instant limit = Instant.now().plusSeconds(5);
    Instant asked = Instant.now();
    while (api.list("").statusCode() == 200) {
      assertThat(asked).isBefore(limit);
      Thread.sleep(100);
      asked = Instant.now();
    }
    assertUnauthorized(api.list(""));
  }

  @Test
  void refusesAKeyInUseFromTheInstantOfItsExpiry() {
    FilesApi api = FilesApi.of(key.expiringAt(clock.instant().plusSeconds(60)));
    api.list("").then().statusCode(200);
    try {
      clock.advance(Duration.ofSeconds(61));
      assertUnauthorized(api.list(""));
    } finally {
      clock.reset();
    }
  }

  @Test
  void refusesWhatAKeyHasNoScopeFor() {
    FilesApi all = FilesApi.of(key);
    FilesApi reader = FilesApi.of(key.withScopes("files:read"));
    FilesApi writer = FilesApi.of(key.withScopes("files:write"));
    String id = all.uploadOne(UploadDocument.of("x"));

    assertForbidden("files:write", reader.post(UploadDocument.of("x")), reader.delete(id));
    assertForbidden(
        "files:read", writer.list(""), writer.download(id), writer.metadata(id), writer.head(id));
    assertForbidden(
        "files:read", FilesApi.of(key.withScopes("keys:manage", "webhooks:manage")).list(""));
    assertThat(reader.download(id).statusCode()).isEqualTo(200);
    assertThat(writer.delete(id).statusCode()).isEqualTo(204);
  }

  /** Else a key without the scope learns which ids could be some. */
  @Test
  void looksAtTheScopeBeforeTheId() {
    FilesApi writer = FilesApi.of(key.withScopes("files:write"));

    assertForbidden(
        "files:read", writer.download("no-id"), writer.metadata("no-id"), writer.head("no-id"));
  }

  @Test
  void metricsNameNoPathOfThoseWhoAreNotLetIn() throws Exception {
    String secret = UUID.randomUUID().toString();
    given().get("/v1/files/" + secret);
    FilesApi.BOOTSTRAP.download(UUID.randomUUID().toString());

    Eventually.holds(
        () -> assertThat(Metrics.all()).contains("uri=\"/v1/files/{id}\"").doesNotContain(secret));
  }

  @Test
  void everyAnswerHasADate() {
    assertThat(answersOfAllKinds().map(it -> it.header("Date")))
        .allSatisfy(
            date ->
                assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                    .isCloseTo(ZonedDateTime.now(ZoneOffset.UTC), within(1, ChronoUnit.MINUTES)));
  }

  @Test
  void everyAnswerHasAnIdOfItsOwn() {
    assertThat(answersOfAllKinds().map(it -> it.header("X-Request-Id")))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  private static Stream<Response> answersOfAllKinds() {
    return Stream.of(
        given().get("/v1/files"),
        FilesApi.BOOTSTRAP.list(""),
        FilesApi.BOOTSTRAP.list("limit=0"),
        FilesApi.BOOTSTRAP.download("x"),
        given().get("/nowhere"),
        Management.get("/q/health/ready"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/files, 'GET, HEAD, POST'",
    "POST, /v1/files/ID, 'DELETE, GET, HEAD'",
    "DELETE, /v1/files/ID/metadata, 'GET, HEAD'",
    "GET, /v1/users/ID/files, DELETE",
    "PUT, /v1/webhooks/ID, 'DELETE, GET, HEAD, PATCH'",
    "GET, /v1/webhooks/ID/ping, POST",
    "GET, /v1/people/ID, DELETE"
  })
  void refusesOtherMethodsAndNamesThoseThatThereAre(String method, String path, String allowed) {
    Response answer =
        FilesApi.BOOTSTRAP.request().request(method, path.replace("ID", UploadDocument.USER));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("method_not_allowed");
    assertThat(answer.header("Allow").split(", ?")).containsExactlyInAnyOrder(allowed.split(", "));
  }

  @Test
  void refusesOtherMediaTypesAndEncodings() {
    var text = FilesApi.BOOTSTRAP.request().contentType("text/plain").body("x");
    var gzip =
        FilesApi.BOOTSTRAP
            .request()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body("x");

    assertThat(text.post("/v1/files").jsonPath().getString("code"))
        .isEqualTo("unsupported_media_type");
    assertThat(gzip.post("/v1/files").jsonPath().getString("code"))
        .isEqualTo("unsupported_content_encoding");
  }

  private static void assertUnauthorized(Response answer) {
    answer.then().statusCode(401).header("WWW-Authenticate", "Bearer");
    assertThat(answer.asByteArray()).isEmpty();
  }

  private static void assertForbidden(String scope, Response... answers) {
    for (Response answer : answers) {
      assertThat(answer.statusCode()).isEqualTo(403);
      if (answer.asByteArray().length > 0) {
        assertThat(answer.jsonPath().getString("code")).isEqualTo("scope_missing");
        assertThat(answer.jsonPath().getString("error")).contains(scope);
      }
    }
  }
}
