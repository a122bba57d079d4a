package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end or target one reader may see elsewhere than another: they are refused, and
 * what comes behind them on the connection is not read as a request (RFC 9112 sections 2.2, 3.2 and
 * 6.3).
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class AmbiguousRequestTest {

  private static final String KEY = "Authorization: Bearer dev-key\r\n";
  private static final String HOST = "Host: satchel\r\n";
  private static final String GET = "GET /v1/files?limit=1 HTTP/1.1\r\n";
  private static final String POST =
      "POST /v1/files HTTP/1.1\r\n" + HOST + KEY + "Content-Type: application/json\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  /** What would be answered 200 if somebody read it. */
  private static final String NEXT = GET + HOST + KEY + "\r\n";

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        // Length
        arguments(
            "length and coding",
            POST + lines("Content-Length: 2", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
        arguments(
            "coding and length",
            POST + lines("Transfer-Encoding: chunked", "Content-Length: 2") + "0\r\n\r\n"),
        arguments("two lengths", POST + lines("Content-Length: 2", "Content-Length: 3") + "{}"),
        arguments(
            "one length twice", POST + lines("Content-Length: 2", "Content-Length: 2") + "{}"),
        arguments("list of lengths", POST + lines("Content-Length: 2, 2") + "{}"),
        arguments("length with a sign", POST + lines("Content-Length: +2") + "{}"),
        arguments("negative length", POST + lines("Content-Length: -2") + "{}"),
        arguments("hexadecimal length", POST + lines("Content-Length: 0x2") + "{}"),
        arguments("no length", POST + lines("Content-Length: ") + "{}"),
        arguments("endless length", POST + lines("Content-Length: 92233720368547758070") + "{}"),
        arguments(
            "other coding first", POST + lines("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
        arguments(
            "other coding last", POST + lines("Transfer-Encoding: chunked, gzip") + "0\r\n\r\n"),
        arguments(
            "chunked twice", POST + lines("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n"),
        arguments(
            "two codings",
            POST + lines("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
        arguments(
            "coding of no name",
            POST + lines("Transfer-Encoding: ", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
        arguments("unknown coding", POST + lines("Transfer-Encoding: xchunked") + "0\r\n\r\n"),
        arguments("identity", POST + lines("Transfer-Encoding: identity") + "{}"),
        arguments(
            "coding with a parameter",
            POST + lines("Transfer-Encoding: chunked;x=1") + "0\r\n\r\n"),
        arguments(
            "coding in HTTP/1.0",
            POST.replace("1.1", "1.0") + lines("Transfer-Encoding: chunked") + "0\r\n\r\n"),
        // Host
        arguments("no host", GET + KEY + "\r\n"),
        arguments("two hosts", GET + HOST + HOST + KEY + "\r\n"),
        arguments("two hosts in HTTP/1.0", GET.replace("1.1", "1.0") + HOST + HOST + KEY + "\r\n"),
        arguments("list of hosts", GET + "Host: a, b\r\n" + KEY + "\r\n"),
        arguments("host with a path", GET + "Host: a/b\r\n" + KEY + "\r\n"),
        arguments("host with a user", GET + "Host: a@b\r\n" + KEY + "\r\n"),
        arguments("host with a space", GET + "Host: a b\r\n" + KEY + "\r\n"),
        arguments("host with two ports", GET + "Host: a:1:2\r\n" + KEY + "\r\n"),
        // Lines
        arguments("LF behind the request line", GET.replace("\r", "") + HOST + KEY + "\r\n"),
        arguments("LF behind a header", GET + "Host: satchel\n" + KEY + "\r\n"),
        arguments("LF at the end", GET + HOST + KEY + "\n"),
        arguments("LF before the request line", "\n" + NEXT),
        arguments("CR in a header", GET + HOST + "X: a\rb\r\n" + KEY + "\r\n"),
        arguments("CR before CR LF", GET + HOST + "X: a\r\r\n" + KEY + "\r\n"),
        arguments(
            "CR in the request line", "GET /v1/files\r?limit=1 HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("many empty lines", "\r\n\r\n\r\n" + NEXT),
        arguments("control before the request line", "\0" + NEXT),
        arguments("space before the request line", " " + NEXT),
        // Request line
        arguments("two spaces", "GET  /v1/files?limit=1 HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments(
            "two spaces before the version",
            "GET /v1/files?limit=1  HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("tab", "GET\t/v1/files?limit=1 HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("vertical tab", "GET /v1/files?limit=1\u000bHTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("space at the end", "GET /v1/files?limit=1 HTTP/1.1 \r\n" + HOST + KEY + "\r\n"),
        arguments("a fourth word", "GET /v1/files?limit=1 x HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("no version", "GET /v1/files?limit=1\r\n" + HOST + KEY + "\r\n"),
        arguments("small version", "GET /v1/files?limit=1 http/1.1\r\n" + HOST + KEY + "\r\n"),
        arguments("HTTP/1.2", "GET /v1/files?limit=1 HTTP/1.2\r\n" + HOST + KEY + "\r\n"),
        arguments("HTTP/2.0", "GET /v1/files?limit=1 HTTP/2.0\r\n" + HOST + KEY + "\r\n"),
        arguments("method that is no token", "GE(T) /v1/files HTTP/1.1\r\n" + HOST + KEY + "\r\n"),
        // Headers
        arguments("continued line", GET + HOST + "X: a\r\n b\r\n" + KEY + "\r\n"),
        arguments("continued by a tab", GET + HOST + "X: a\r\n\tb\r\n" + KEY + "\r\n"),
        arguments("continued at the end", GET + HOST + KEY + "X: a\r\n b\r\n\r\n"),
        arguments("space before the first header", GET + " " + HOST + KEY + "\r\n"),
        arguments("space before a colon", GET + HOST + "X : a\r\n" + KEY + "\r\n"),
        arguments("tab before a colon", GET + HOST + "X\t: a\r\n" + KEY + "\r\n"),
        arguments("space in a name", GET + HOST + "X Y: a\r\n" + KEY + "\r\n"),
        arguments("no name", GET + HOST + ": a\r\n" + KEY + "\r\n"),
        arguments("no colon", GET + HOST + "X\r\n" + KEY + "\r\n"),
        arguments("name that is no token", GET + HOST + "X(Y): a\r\n" + KEY + "\r\n"),
        arguments("NUL in a name", GET + HOST + "X\0: a\r\n" + KEY + "\r\n"),
        arguments("NUL in a value", GET + HOST + "X: a\0b\r\n" + KEY + "\r\n"),
        arguments("control in a value", GET + HOST + "X: a\u0001b\r\n" + KEY + "\r\n"),
        // Another protocol
        arguments("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void isRefusedAndTheConnectionClosed(String name, String request) throws Exception {
    try (var client = RawConnection.open()) {
      client.send((request + NEXT).getBytes(StandardCharsets.ISO_8859_1));

      assertThat(client.answer().status()).isEqualTo(400);
      assertThat(client.ends()).isTrue();
    }
  }

  static Stream<Arguments> brokenBodies() {
    return Stream.of(
        arguments("size with a sign", "+2\r\n{}\r\n0\r\n\r\n"),
        arguments("negative size", "-2\r\n{}\r\n0\r\n\r\n"),
        arguments("size with a prefix", "0x2\r\n{}\r\n0\r\n\r\n"),
        arguments("space before the size", " 2\r\n{}\r\n0\r\n\r\n"),
        arguments("space behind the size", "2 \r\n{}\r\n0\r\n\r\n"),
        arguments("no size", "\r\n{}\r\n0\r\n\r\n"),
        arguments("size that is too large", "ffffffffffffffff2\r\n{}\r\n0\r\n\r\n"),
        arguments("LF behind the size", "2\n{}\r\n0\r\n\r\n"),
        arguments("LF in an extension", "2;x\n{}\r\n0\r\n\r\n"),
        arguments("CR in an extension", "2;x\ry\r\n{}\r\n0\r\n\r\n"),
        arguments("LF behind a chunk", "2\r\n{}\n0\r\n\r\n"),
        arguments("more than the size", "2\r\n{} \r\n0\r\n\r\n"),
        arguments("LF at the end", "2\r\n{}\r\n0\r\n\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenBodies")
  void aBodyWithoutAClearEndIsNotTaken(String name, String body) throws Exception {
    try (var client = RawConnection.open()) {
      client.send((CHUNKED + body + NEXT).getBytes(StandardCharsets.ISO_8859_1));

      assertThat(statusOrNone(client)).isIn(0, 400);
      assertThat(client.ends()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n" + GET + HOST + KEY + "\r\n",
        GET + "host:satchel:8080\r\n" + KEY + "\r\n",
        GET + "Host: [::1]:8080 \t\r\n" + KEY + "\r\n",
        GET + "Host:\r\n" + KEY + "\r\n",
        "GET http://satchel/v1/files?limit=1 HTTP/1.1\r\n" + HOST + KEY + "\r\n",
        "GET http://other.example/v1/files?limit=1 HTTP/1.1\r\n" + HOST + KEY + "\r\n",
        GET + HOST + KEY + "X: \u00e4\t\"(),/:;<=>?@[\\]{}\r\n\r\n",
        GET
            + HOST
            + KEY
            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
      })
  void whatIsClearIsServedAndTheConnectionKept(String request) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(request.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(client.answer().status()).isEqualTo(200);

      client.send(NEXT);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /v1/files?limit=1 HTTP/1.0\r\n" + KEY + "\r\n"})
  void oldClientsNeedNoHost(String request) throws Exception {
    try (var client = RawConnection.open()) {
      assertThat(client.send(request).answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Chunked", "CHUNKED \t"})
  void chunksMayHaveExtensionsAndTrailers(String coding) throws Exception {
    String body = "4;a=b;c=\"d\"\r\n{\"a\"\r\n3 ;e\r\n:1}\r\n0\r\nX: y\r\n\r\n";
    try (var client = RawConnection.open()) {
      client.send(POST + "Transfer-Encoding: " + coding + "\r\n\r\n" + body + NEXT);

      RawAnswer refused = client.answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("missing_member");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/./v1/files",
        "/v1/../q/metrics",
        "//v1/files",
        "/v1//files",
        "/v1;x/files",
        "/v1;x=1",
        "/v1/files;x=1",
        "/v1%2Ffiles",
        "/v1/%66iles",
        "/v1/files%00",
        "/v1\\files",
        "/%zz",
        "/v1/files%",
        "/v1/files/%e4",
        "/v1/files?limit=1&x=|",
        "http://satchel/v1/../q"
      })
  void aPathThatIsNotNormalIsRefusedWithAndWithoutAKey(String path) throws Exception {
    for (String key : new String[] {KEY, ""}) {
      try (var client = RawConnection.open()) {
        client.send("GET " + path + " HTTP/1.1\r\n" + HOST + key + "\r\n");

        RawAnswer answer = client.answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.text()).contains("\"bad_request\"");
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(client.send(NEXT).answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void theServerAsAWholeHasNoOptions() throws Exception {
    try (var client = RawConnection.open()) {
      client.send("OPTIONS * HTTP/1.1\r\n" + HOST + KEY + "\r\n");

      assertThat(client.answer().status()).isEqualTo(404);
    }
  }

  /**
   * So is one that nobody can read, with a body too, of which nothing is left on the connection.
   */
  @Test
  void aBodyForAPathThatNobodyCanReadIsReadToItsEnd() throws Exception {
    try (var client = RawConnection.open()) {
      client.send("POST /%zz HTTP/1.1\r\n" + HOST + KEY + "Content-Length: 2\r\n\r\n{}" + NEXT);

      RawAnswer answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("\"bad_request\"");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  private static String lines(String... headers) {
    return String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** The status of the answer, or 0 where the connection ends without one. */
  private static int statusOrNone(RawConnection client) throws IOException {
    try {
      return client.answer().status();
    } catch (EOFException none) {
      return 0;
    }
  }
}
