package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small JSON bodies as they come over the wire, however they come. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class JsonBodyTest {

  private static final int MOST = 64 * 1024;
  private static final String GOOD = WebhooksApi.document(WebhooksApi.URL);
  private static final String REQUEST_LINE = "POST /v1/webhooks HTTP/1.1";

  private final TestKey key = TestKey.ofNewAccount();
  private final WebhooksApi api = WebhooksApi.of(key);

  @Test
  void takesBodiesUpToTheLimit() {
    String largest = GOOD + " ".repeat(MOST - GOOD.length());

    assertThat(api.post(largest).statusCode()).isEqualTo(201);
    assertRefused(api.post(largest + " "), 413, "request_too_large");
  }

  @Test
  void answersAnAnnouncementOfTooMuchBeforeTheBody() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("Content-Length: 5368709120", "Expect: 100-continue"));

      assertRefused(client.answer(), 413, "request_too_large");
    }
  }

  @Test
  void answersTooManyChunksAtOnce() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("Transfer-Encoding: chunked"));
      client.sendChunk(new byte[MOST]).sendChunk(new byte[1]);

      assertRefused(client.answer(), 413, "request_too_large");
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void takesOneThatComesByteByByte() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("Transfer-Encoding: chunked"));
      for (byte octet : GOOD.getBytes(StandardCharsets.UTF_8)) {
        client.sendChunk(new byte[] {octet});
      }
      client.send("0\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void takesManyOnOneConnection() throws Exception {
    String request = head("Content-Length: " + GOOD.length()) + GOOD;
    String faulty = head("Content-Length: 1") + "{";
    try (var client = RawConnection.open()) {
      client.send(request + faulty + request);

      assertThat(client.answer().status()).isEqualTo(201);
      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void asksForOneThatWaitsForThat() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("Content-Length: " + GOOD.length(), "Expect: 100-continue"));
      assertThat(client.answer().status()).isEqualTo(100);

      assertThat(client.send(GOOD).answer().status()).isEqualTo(201);
    }
  }

  @Test
  void doesNothingForOneThatIsCut() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("Content-Length: " + (GOOD.length() + 1))).send(GOOD);
      client.reset();
    }
    try (var client = RawConnection.open()) {
      client.send(head("Transfer-Encoding: chunked"));
      client.sendChunk(GOOD.getBytes(StandardCharsets.UTF_8));
      client.finishSending();
      assertThat(client.ends()).isTrue();
    }

    assertThat(api.list().jsonPath().getList("webhooks")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 0", "X-Nothing: 1"})
  void refusesNothingAtAll(String header) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head(header));

      assertRefused(client.answer(), 400, "invalid_json");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"url\":1,\"url\":1} | duplicate_member | url",
        "[] | wrong_type |",
        "7 | wrong_type |",
        "{\"url\" | invalid_json |",
        "{} {} | invalid_json |"
      })
  void refuses(String body, String code, @Nullable String path) {
    Response answer = api.post(body);

    assertRefused(answer, 400, code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  @Test
  void takesAByteOrderMark() {
    assertThat(api.post("\uFEFF" + GOOD).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = GOOD.replace("?x=1", "?ü").getBytes(StandardCharsets.ISO_8859_1);

    assertRefused(
        api.request().contentType("application/json").body(latin1).post("/v1/webhooks"),
        400,
        "invalid_encoding");
  }

  @Test
  void takesUnknownMembersUpToADepth() throws Exception {
    try (var client = RawConnection.open()) {
      assertThat(client.send(nested(64)).answer().status()).isEqualTo(201);
      assertRefused(client.send(nested(65)).answer(), 400, "too_deep");
      assertRefused(client.send(nested(30_000)).answer(), 400, "too_deep");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
  void refusesOtherMediaTypes(String type) throws Exception {
    try (var client = RawConnection.open()) {
      String request = head("Content-Length: " + GOOD.length()) + GOOD;
      client.send(request.replace("application/json", type));

      assertRefused(client.answer(), 415, "unsupported_media_type");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=UTF-8", "Application/JSON"})
  void takesTheMediaTypeHoweverItIsWritten(String type) throws Exception {
    try (var client = RawConnection.open()) {
      String request = head("Content-Length: " + GOOD.length()) + GOOD;
      client.send(request.replace("application/json", type));

      assertThat(client.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void refusesEncodedBodies() {
    assertRefused(
        api.request()
            .contentType("application/json")
            .header("Content-Encoding", "gzip")
            .body("x")
            .post("/v1/webhooks"),
        415,
        "unsupported_content_encoding");
  }

  private String nested(int depth) {
    String unknown = "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "," + GOOD.substring(1);
    return head("Content-Length: " + unknown.length()) + unknown;
  }

  private String head(String... headers) {
    return RawConnection.head(REQUEST_LINE, key.value(), headers);
  }

  private static void assertRefused(RawAnswer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains('"' + code + '"');
  }

  private static void assertRefused(Response answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
  }
}
