package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that leave before the body has arrived: a fault at byte N is answered at byte N. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class EarlyAnswerTest {

  private static final String FIVE_GIB = "Content-Length: 5368709120";
  private static final String FAULTY =
      "{\"files\":[{\"name\":\"a\",\"type\":\"nope\",\"contents\":\"";
  private static final String GOOD = UploadDocument.of("hi").toString();

  /** The framework matches a request without a type, or with a pattern, to any call. */
  @ParameterizedTest
  @ValueSource(
      strings = {"X-None: x", "Content-Type:", "Content-Type: */*", "Content-Type: text/plain"})
  void refusesOtherMediaTypes(String header) throws Exception {
    String head =
        "POST /v1/files HTTP/1.1\r\nHost: satchel\r\nAuthorization: Bearer dev-key\r\n"
            + "Content-Length: 2\r\n"
            + header
            + "\r\n\r\n{}";
    try (var client = RawConnection.open()) {
      RawAnswer answer = client.send(head).answer();

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.text()).contains("unsupported_media_type");
    }
  }

  /** RFC 9110 section 10.1.1. */
  @Test
  void tellsNoOldClientToGoOn() throws Exception {
    String head =
        uploadHead("Content-Length: " + GOOD.length(), "Expect: 100-continue")
            .replace("HTTP/1.1", "HTTP/1.0");
    try (var client = RawConnection.open()) {
      assertThat(client.send(head).send(GOOD).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void answersAFaultInTheFirstBytesOfFiveGibibytes() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead(FIVE_GIB)).send(FAULTY);

      assertRefused(client.answer(), 400, "invalid_media_type");
    }
    Storage.assertTidy();
  }

  @Test
  void aClientThatIsStillSendingSeesTheWholeAnswer() throws Exception {
    assertSeenBySender(uploadHead(FIVE_GIB) + FAULTY, 400);
  }

  @Test
  void soDoesOneThatAskedForTheConnectionToBeClosed() throws Exception {
    assertSeenBySender(uploadHead(FIVE_GIB, "Connection: close") + FAULTY, 400);
  }

  @Test
  void soDoesOneOfHttp10() throws Exception {
    assertSeenBySender(head("POST /v1/files HTTP/1.0", "dev-key", FIVE_GIB) + FAULTY, 400);
  }

  @Test
  void soDoesOneWithoutAKey() throws Exception {
    assertSeenBySender(head("POST /v1/files HTTP/1.1", "nope", FIVE_GIB), 401);
  }

  @Test
  void soDoesOneThatAnnouncesTooMuch() throws Exception {
    assertSeenBySender(uploadHead("Content-Length: 9000000000"), 413);
  }

  @Test
  void soDoesOneOfAnUnknownMediaType() throws Exception {
    assertSeenBySender(
        uploadHead(FIVE_GIB).replace("application/json", "application/octet-stream"), 415);
  }

  @Test
  void soDoesOneOnAnUnknownPath() throws Exception {
    assertSeenBySender(head("POST /v1/nothing HTTP/1.1", "dev-key", FIVE_GIB), 404);
  }

  @Test
  void soDoesOneThatSendsChunks() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Transfer-Encoding: chunked")).sendChunk(ascii(FAULTY));
      sendRest(client);

      assertRefused(client.answer(), 400, "invalid_media_type");
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void answersAWrongKeyBeforeTheBody() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("POST /v1/files HTTP/1.1", "nope", FIVE_GIB));

      RawAnswer answer = client.answer();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("connection")).isEqualTo("close");
    }
  }

  @Test
  void asksForTheBodyWhereTheClientWaitsForThat() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + GOOD.length(), "Expect: 100-continue"));
      assertThat(client.answer().status()).isEqualTo(100);

      client.send(GOOD);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "text/plain", "9000000000"})
  void doesNotAskForABodyThatItRefuses(String fault) throws Exception {
    String length = fault.startsWith("9") ? fault : "100";
    String head = uploadHead("Content-Length: " + length, "Expect: 100-continue");
    head = fault.equals("nope") ? head.replace("dev-key", fault) : head;
    head = fault.equals("text/plain") ? head.replace("application/json", fault) : head;
    try (var client = RawConnection.open()) {
      RawAnswer answer = client.send(head).answer();

      assertThat(answer.status()).isBetween(401, 415);
      assertThat(answer.header("connection")).isEqualTo("close");
    }
  }

  @Test
  void keepsTheConnectionWhereTheRestOfTheBodyIsShort() throws Exception {
    String faulty = "{\"files\":7" + " ".repeat(2000) + "}";
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + faulty.length())).send(faulty);
      assertRefused(client.answer(), 400, "wrong_type");

      client.send(uploadHead("Content-Length: " + GOOD.length())).send(GOOD);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v1/nothing",
        "PUT /v1/files",
        "GET /v1/files",
        "DELETE /v1/files/9d6ad525-90c6-4c03-8f05-63584ee20a29",
        "GET /q/health/live"
      })
  void servesTheNextRequestAfterABodyThatNobodyWanted(String call) throws Exception {
    String body = "x".repeat(2000);
    String request = head(call + " HTTP/1.1", "dev-key", "Content-Length: 2000") + body;
    try (var client = RawConnection.open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(request).answer().status()).isBetween(200, 405);
      }
      client.send(uploadHead("Content-Length: " + GOOD.length()) + GOOD);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void closesAConnectionWhoseShortBodyDoesNotArrive() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: 2000")).send("{\"files\":7");

      assertRefused(client.answer(), 400, "wrong_type");
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void waitsForABodyInWhichThereIsNoFaultYet() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + (GOOD.length() + 1))).send(GOOD);

      assertThat(client.isSilentFor(Duration.ofMillis(300))).isTrue();
      client.send("x");

      assertRefused(client.answer(), 400, "invalid_json");
    }
  }

  /** Sends 16 MiB more before it reads: far beyond what the sockets' buffers hold. */
  private static void assertSeenBySender(String request, int status) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(request);
      var block = new byte[64 * 1024];
      for (int i = 0; i < 256; i++) {
        client.send(block);
      }

      RawAnswer answer = client.answer();

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.isWhole()).isTrue();
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.ends()).isTrue();
    }
  }

  private static void sendRest(RawConnection client) throws IOException {
    for (int i = 0; i < 256; i++) {
      client.sendChunk(new byte[64 * 1024]);
    }
  }

  private static void assertRefused(RawAnswer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("\"code\":\"" + code + "\"");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
