package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.ReverseProxy;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged service behind the proxies for which {@code deploy/proxy} has examples. */
@ExtendWith(EmptyStorage.class)
class ProxyIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A hundred million bytes of JSON. */
  private static final int SIZE = 75_000_000;

  private static final byte[] CONTENTS = UploadDocument.random(SIZE, 1);

  /**
   * Where the client is, where it says that it is, and where somebody is who passes the proxy by.
   */
  private static final String CLIENT = "127.0.0.2";

  private static final String CLAIMED = "203.0.113.9";
  private static final String STRANGER = "127.0.0.3";

  private static PackagedSatchel satchel;

  /** Holds back the second half until it is asked for. */
  private static final class Halves extends FilterInputStream {
    private final CountDownLatch rest = new CountDownLatch(1);
    private int left;

    Halves(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
      this.left = bytes.length / 2;
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        awaitRest();
      }
      int read = super.read(target, offset, left > 0 ? Math.min(left, length) : length);
      left -= Math.max(read, 0);
      return read;
    }

    void release() {
      rest.countDown();
    }

    private void awaitRest() throws IOException {
      try {
        rest.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    satchel =
        PackagedSatchel.start(
            "quarkus.http.proxy.proxy-address-forwarding=true",
            "quarkus.http.proxy.trusted-proxies=127.0.0.1");
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @ParameterizedTest
  @EnumSource
  void passesEverythingOnAsItComesAndSaysFromWhere(ReverseProxy.Kind kind) throws Exception {
    assumeTrue(kind.isInstalled());
    try (var proxy = ReverseProxy.start(kind, satchel);
        HttpClient client = proxy.client(CLIENT)) {
      Eventually.holds(
          () -> assertThat(get(client, proxy, "/v1/files?limit=1").statusCode()).isEqualTo(200));

      String id = uploadsWithoutABufferBetween(client, proxy);
      assertServesARange(client, proxy, id);
      assertThat(addresses(id)).isNotEmpty().containsOnly(CLIENT);
      assertThat(get(client, proxy, "/q/health/live").statusCode()).isEqualTo(404);
      assertThat(get(client, proxy, "/").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void believesNobodyElse(ReverseProxy.Kind kind) throws Exception {
    assumeTrue(kind.isInstalled());
    try (var proxy = ReverseProxy.start(kind, satchel);
        HttpClient stranger = proxy.client(STRANGER)) {
      String upload = UploadDocument.of("hello").toString();
      String id = id(satchel.call("POST", "/v1/files", upload).body());
      var past =
          authorized(URI.create("http://127.0.0.1:" + satchel.port() + "/v1/files/" + id))
              .GET()
              .build();
      assertThat(stranger.send(past, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      assertThat(addresses(id)).contains(STRANGER).doesNotContain(CLAIMED);
    }
  }

  /** The store gets the first parts of an upload of which the client has sent half. */
  private static String uploadsWithoutABufferBetween(HttpClient client, ReverseProxy proxy)
      throws Exception {
    byte[] document = UploadDocument.of(CONTENTS).bytes();
    var body = new Halves(document);
    HttpRequest request =
        authorized(proxy.uri("/v1/files"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> body), document.length))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString());
    try {
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      assertThat(answer).isNotDone();
    } finally {
      body.release();
    }
    assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
    return id(answer.get().body());
  }

  private static void assertServesARange(HttpClient client, ReverseProxy proxy, String id)
      throws Exception {
    HttpRequest request =
        authorized(proxy.uri("/v1/files/" + id)).header("Range", "bytes=1000000-1999999").build();
    HttpResponse<byte[]> range = client.send(request, BodyHandlers.ofByteArray());

    assertThat(range.statusCode()).isEqualTo(206);
    assertThat(range.body()).isEqualTo(Arrays.copyOfRange(CONTENTS, 1_000_000, 2_000_000));
  }

  private static HttpResponse<String> get(HttpClient client, ReverseProxy proxy, String path)
      throws IOException, InterruptedException {
    return client.send(authorized(proxy.uri(path)).build(), BodyHandlers.ofString());
  }

  /** A call whose client says that it is somebody else. */
  private static HttpRequest.Builder authorized(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + PackagedSatchel.BOOTSTRAP_KEY)
        .header("X-Forwarded-For", CLAIMED)
        .header("Forwarded", "for=" + CLAIMED);
  }

  private static List<String> addresses(String file) throws Exception {
    JsonNode page = JSON.readTree(satchel.call("GET", "/v1/audit?fileId=" + file, "").body());
    return page.findValuesAsText("clientAddress");
  }

  private static String id(String answer) throws IOException {
    return JSON.readTree(answer).get(0).get("id").asText();
  }
}
