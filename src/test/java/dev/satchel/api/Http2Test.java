package dev.satchel.api;

import static dev.satchel.testing.Crowded.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.testing.Crowded;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UpgradeOffer;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that share a connection, as behind a proxy. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Crowded.class)
class Http2Test {

  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(600_000, 1)).bytes();
  private static final int BEGINNING = 20_000;

  private final HttpClient client =
      Vertx.vertx()
          .createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false)
                  .setHttp2MaxPoolSize(1));

  @Inject BufferBudget budget;

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void oneThatWaitsHoldsUpNoneThatRuns() throws Exception {
    List<HttpClientRequest> running = new ArrayList<>();
    for (int i = 1; i <= ROOM; i++) {
      HttpClientRequest next = begin();
      next.write(Buffer.buffer().appendBytes(DOCUMENT, 0, BEGINNING));
      running.add(next);
      long wanted = i * (8L << 20);
      Eventually.holds(() -> assertThat(budget.reservedBytes()).isEqualTo(wanted));
    }
    HttpClientRequest waiting = begin();
    var waited = answer(waiting);
    waiting.end(Buffer.buffer(DOCUMENT));
    Eventually.holds(() -> assertThat(budget.waiting()).isEqualTo(1));

    for (HttpClientRequest request : running) {
      request.end(Buffer.buffer().appendBytes(DOCUMENT, BEGINNING, DOCUMENT.length - BEGINNING));
    }

    for (HttpClientRequest request : running) {
      assertThat(status(answer(request))).isEqualTo(200);
    }
    assertThat(status(waited)).isEqualTo(200);
  }

  @Test
  void aConnectionHasABoundForStreamsAndTheirHeaders() throws Exception {
    HttpClientRequest request = begin();
    Eventually.holds(
        () -> {
          Http2Settings told = request.connection().remoteSettings();
          assertThat(told.getMaxConcurrentStreams()).isEqualTo(100);
          assertThat(told.getMaxHeaderListSize()).isEqualTo(16_384);
        });
    assertThat(request.reset(0)).isTrue();
  }

  /** As over HTTP/1, with a name and an error body. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/files/%zz", "/v1/files/a\\b", "/v1/files/%", "/v1/files?a=%zz"})
  void aTargetThatIsNoUriIsRefused(String target) throws Exception {
    HttpClientResponse answer =
        client
            .request(HttpMethod.GET, RestAssured.port, "127.0.0.1", target)
            .compose(request -> request.putHeader("X-Request-Id", "broken").send())
            .toCompletionStage()
            .toCompletableFuture()
            .get();

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(answer.getHeader("X-Request-Id")).isEqualTo("broken");
    assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
  }

  /** RFC 9110 section 7.8: no 101 before a client that waits has been asked for its body. */
  @Test
  void anOfferWithABodyIsNotTakenUp() throws Exception {
    assertThat(UpgradeOffer.byJavasClient().statusCode()).isEqualTo(200);
    try (var raw = RawConnection.open()) {
      assertThat(UpgradeOffer.beforeTheBody(raw).status()).isEqualTo(100);
      assertThat(UpgradeOffer.afterTheBody(raw).status()).isEqualTo(200);
    }
  }

  @Test
  void anOfferWithoutABodyIsTakenUp() throws Exception {
    try (var raw = RawConnection.open()) {
      String[] offer = {
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA"
      };
      raw.send(RawConnection.head("GET /v1/files?limit=1 HTTP/1.1", "dev-key", offer));

      assertThat(raw.answer().status()).isEqualTo(101);
    }
  }

  private static Future<HttpClientResponse> answer(HttpClientRequest request) {
    return request.response().toCompletionStage().toCompletableFuture();
  }

  private HttpClientRequest begin() throws Exception {
    return client
        .request(HttpMethod.POST, RestAssured.port, "127.0.0.1", "/v1/files")
        .toCompletionStage()
        .toCompletableFuture()
        .get()
        .setChunked(true)
        .putHeader("Authorization", "Bearer dev-key")
        .putHeader("Content-Type", "application/json");
  }

  private static int status(Future<HttpClientResponse> answer) throws Exception {
    return answer.get().statusCode();
  }
}
