package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.image.Pictures;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FaultyWires;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.WebhooksApi;
import dev.satchel.testing.WireFault;
import dev.satchel.testing.WirePlace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that leave at any moment of an exchange, thousands of them: before, during and after the
 * key's check, the record of the audit, the store's answer, its first and its last byte. Whatever
 * was taken for them is given back: permits, connections of the store, memory, keys, listeners.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(ResetStormTest.FewConnections.class)
class ResetStormTest {

  /** As many downloads as the store has connections, so that one that is lost is missed. */
  public static class FewConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.http.cleartext-http2",
          "true",
          "satchel.download.max-concurrent",
          Integer.toString(CONNECTIONS),
          "quarkus.s3.async-client.max-concurrency",
          Integer.toString(CONNECTIONS),
          "satchel.image.stored-sizes",
          "2");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(FaultyWires.class));
    }
  }

  /** What clients ask for before they leave. */
  enum Call {
    DOWNLOAD,
    RANGE,
    THUMBNAIL,
    UPLOAD,
    KEYED_UPLOAD
  }

  /** How they leave. */
  enum Way {
    /** HTTP/1: the connection breaks (RST). */
    CONNECTION,
    /** HTTP/2: the stream is reset and the connection stays. */
    STREAM,
    /** HTTP/2: the connection ends, with some twenty streams on it. */
    STREAMS
  }

  private static final int CONNECTIONS = 12;
  private static final int CLIENTS = 8;

  /** Of one call, one way. */
  private static final int RESETS = 320;

  /** More than a target gets at a time. */
  private static final int DELIVERIES = 24;

  /** Longer than an exchange takes. */
  private static final Duration LONGEST = Duration.ofMillis(40);

  private static final byte[] CONTENTS = UploadDocument.random(100_000, 1);
  private static final byte[] DOCUMENT = UploadDocument.of(CONTENTS).bytes();

  private final FilesApi api = FilesApi.BOOTSTRAP;
  private static final Vertx CLIENT = Vertx.vertx();

  @Inject BufferBudget budget;

  @SuppressWarnings("NullAway.Init") // injected by its own test resource
  FaultyWires wires;

  @AfterEach
  void nothingIsHeld() throws Exception {
    wires.heal();
    Eventually.holds(
        () -> {
          assertThat(Metrics.sum("satchel_download_running")).as("permits").isZero();
          assertThat(Metrics.sum("satchel_http_exchanges")).as("exchanges").isZero();
          assertThat(Metrics.sum("satchel_thumbnail_running")).as("renderings").isZero();
          assertThat(budget.reservedBytes()).as("memory").isZero();
          assertThat(budget.waiting()).as("uploads in line").isZero();
        });
    Storage.assertTidy();
    assertThat(
            Storage.rows("select upload_id::text from idempotency_record where response is null"))
        .as("claims")
        .isEmpty();
    everyConnectionServes();
  }

  @AfterAll
  static void close() throws Exception {
    CLIENT.close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @EnumSource
  void ofDownloads(Way way) throws Exception {
    storm(way, Call.DOWNLOAD, LONGEST);
  }

  @ParameterizedTest
  @EnumSource
  void ofRanges(Way way) throws Exception {
    storm(way, Call.RANGE, LONGEST);
  }

  @ParameterizedTest
  @EnumSource
  void ofThumbnails(Way way) throws Exception {
    storm(way, Call.THUMBNAIL, LONGEST);
  }

  @ParameterizedTest
  @EnumSource
  void ofUploads(Way way) throws Exception {
    storm(way, Call.UPLOAD, LONGEST);
  }

  @ParameterizedTest
  @EnumSource
  void ofUploadsWithKeys(Way way) throws Exception {
    storm(way, Call.KEYED_UPLOAD, LONGEST);
  }

  /** What takes no time otherwise, the key's check and the audit's record, is long then. */
  @ParameterizedTest
  @EnumSource(names = {"CONNECTION", "STREAM"})
  void whileTheDatabaseIsSlow(Way way) throws Exception {
    wires.database().strike(WireFault.DELAY, WirePlace.anyRequest(), Integer.MAX_VALUE);
    storm(way, Call.DOWNLOAD, Duration.ofMillis(600));
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION", "STREAM"})
  void whileTheStoreIsSlow(Way way) throws Exception {
    wires.s3().strike(WireFault.DELAY, WirePlace.anyRequest().answered(), Integer.MAX_VALUE);
    storm(way, Call.DOWNLOAD, Duration.ofMillis(300));
  }

  /** The second request comes up when its client has left. */
  @Test
  void ofPipelinedDownloads() throws Exception {
    String request = head(api.uploadOne(UploadDocument.of(CONTENTS)), Call.DOWNLOAD);
    clients(
        random -> {
          try (var client = RawConnection.open()) {
            client.send(request + request + request);
            Thread.sleep(random.nextInt((int) LONGEST.toMillis()));
            client.reset();
          }
        });
  }

  /** Targets of webhooks leave too: before they have answered, and in the middle of it. */
  @Test
  void ofTargets() throws Exception {
    var webhooks = new WebhooksApi(api.key());
    try (var receiver = Receiver.start()) {
      receiver.does(
          (delivery, client) -> {
            Thread.sleep(ThreadLocalRandom.current().nextInt(30));
            Receiver.reset().answer(delivery, client);
          });
      String id =
          webhooks
              .post(WebhooksApi.document(receiver.url("/hook")))
              .then()
              .statusCode(201)
              .extract()
              .path("id");
      try {
        pings(webhooks, id, DELIVERIES);
        Eventually.holds(() -> assertThat(receiver.deliveries()).hasSizeGreaterThan(DELIVERIES));
        receiver.does(Receiver.status(204));
        pings(webhooks, id, DELIVERIES);
        Eventually.holds(
            () -> assertThat(receiver.accepted()).hasSizeGreaterThanOrEqualTo(DELIVERIES));
      } finally {
        webhooks.delete(id).then().statusCode(204);
      }
    }
  }

  private static void pings(WebhooksApi webhooks, String id, int count) {
    for (int i = 0; i < count; i++) {
      webhooks.ping(id).then().statusCode(202);
    }
  }

  /** Nobody reads without a record, and what was opened for the reader is closed. */
  @ParameterizedTest
  @EnumSource(names = {"DOWNLOAD", "RANGE", "THUMBNAIL"})
  void ofReadsWithoutARecord(Call call) throws Exception {
    String id = uploaded(call);
    Storage.change("alter table audit_record add constraint refused check (false) not valid");
    try {
      for (int i = 0; i < 4 * CONNECTIONS; i++) {
        try (var client = RawConnection.open().send(head(id, call))) {
          assertThat(client.answer().status()).isEqualTo(500);
        }
      }
    } finally {
      Storage.change("alter table audit_record drop constraint refused");
    }
  }

  /** The service itself breaks off: what it reads is not what was stored. */
  @Test
  void ofWhatTheStoreHasSpoiled() throws Exception {
    String id = api.uploadOne(UploadDocument.of(CONTENTS));
    Storage.overwrite(id, UploadDocument.random(CONTENTS.length, 4));
    for (int i = 0; i < CONNECTIONS; i++) {
      try (var client = RawConnection.open().send(head(id, Call.DOWNLOAD))) {
        assertThat(client.answer().isWhole()).isFalse();
      }
    }
  }

  private void storm(Way way, Call call, Duration longest) throws Exception {
    String id = uploaded(call);
    storm(id, way, call, longest);
    assertThat(Metrics.all()).as("no path of those who have left").doesNotContain(id);
  }

  private static void storm(String id, Way way, Call call, Duration longest) throws Exception {
    switch (way) {
      case CONNECTION -> clients(random -> resetConnection(id, call, pause(random, longest)));
      case STREAM, STREAMS -> {
        try (var connections = new Http2Connections(way == Way.STREAMS)) {
          clients(random -> connections.reset(id, call, pause(random, longest)));
        }
      }
    }
  }

  private String uploaded(Call call) throws Exception {
    return api.uploadOne(
        call == Call.THUMBNAIL
            ? UploadDocument.empty().file("photo.jpg", "image/jpeg", Pictures.jpeg(1200, 900))
            : UploadDocument.of(CONTENTS));
  }

  private static Duration pause(Random random, Duration longest) {
    return Duration.ofNanos(random.nextLong(longest.toNanos()));
  }

  @FunctionalInterface
  private interface Client {
    void come(Random random) throws Exception;
  }

  /** Several at a time, again and again. */
  private static void clients(Client client) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, CLIENTS)
              .<Future<?>>mapToObj(
                  seed ->
                      threads.submit(
                          () -> {
                            var random = new Random(seed);
                            for (int i = 0; i < RESETS / CLIENTS; i++) {
                              client.come(random);
                            }
                            return null;
                          }))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private static void resetConnection(String id, Call call, Duration pause) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head(id, call));
      if (isUpload(call)) {
        client.send(DOCUMENT);
      }
      Thread.sleep(pause);
      client.reset();
    }
  }

  private static boolean isUpload(Call call) {
    return call == Call.UPLOAD || call == Call.KEYED_UPLOAD;
  }

  private static String head(String id, Call call) {
    return switch (call) {
      case UPLOAD -> RawConnection.uploadHead("Content-Length: " + DOCUMENT.length);
      case KEYED_UPLOAD ->
          RawConnection.uploadHead(
              "Content-Length: " + DOCUMENT.length, "Idempotency-Key: " + UUID.randomUUID());
      case RANGE ->
          RawConnection.head(
              "GET " + path(id, call) + " HTTP/1.1", "dev-key", "Range: bytes=10-90000");
      case DOWNLOAD, THUMBNAIL ->
          RawConnection.head("GET " + path(id, call) + " HTTP/1.1", "dev-key");
    };
  }

  private static String path(String id, Call call) {
    return isUpload(call)
        ? "/v1/files"
        : "/v1/files/" + id + (call == Call.THUMBNAIL ? "?imageSize=" + size() : "");
  }

  /** One of some that differ, so that some are there and some have to be made. */
  private static String size() {
    return ThreadLocalRandom.current().nextInt(100, 120) + "x50";
  }

  /** One connection for all, or a new one from time to time. */
  private static final class Http2Connections implements AutoCloseable {

    private static final int STREAMS = 20;

    private final boolean ends;
    private HttpClient client;
    private int streams;

    Http2Connections(boolean ends) {
      this.ends = ends;
      this.client = connect();
    }

    void reset(String id, Call call, Duration pause) throws Exception {
      HttpClientRequest request = request(id, call);
      request.response().onComplete(answer -> {});
      if (isUpload(call)) {
        request.end(Buffer.buffer(DOCUMENT));
      } else {
        request.end();
      }
      Thread.sleep(pause);
      if (!ends) {
        request.reset(8);
      } else if (isLastStream()) {
        renew().close();
      }
    }

    private HttpClientRequest request(String id, Call call) throws Exception {
      HttpMethod method = isUpload(call) ? HttpMethod.POST : HttpMethod.GET;
      HttpClientRequest request =
          client()
              .request(method, RestAssured.port, "127.0.0.1", path(id, call))
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      request.putHeader("Authorization", "Bearer dev-key");
      request.putHeader("Content-Type", "application/json");
      if (call == Call.KEYED_UPLOAD) {
        request.putHeader("Idempotency-Key", UUID.randomUUID().toString());
      }
      if (call == Call.RANGE) {
        request.putHeader("Range", "bytes=10-90000");
      }
      return request;
    }

    private synchronized HttpClient client() {
      return client;
    }

    private synchronized boolean isLastStream() {
      streams++;
      return streams % STREAMS == 0;
    }

    private synchronized HttpClient renew() {
      HttpClient old = client;
      client = connect();
      return old;
    }

    private HttpClient connect() {
      return CLIENT.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false)
              .setHttp2MaxPoolSize(1));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** As many readers as there are connections begin at once, and nobody has to wait. */
  private void everyConnectionServes() throws Exception {
    String id = api.uploadOne(UploadDocument.of(UploadDocument.random(5_000_000, 2)));
    var readers = new ArrayList<RawConnection>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        readers.add(RawConnection.slowReader().send(head(id, Call.DOWNLOAD)));
      }
      for (RawConnection reader : readers) {
        for (char octet : "HTTP/1.1 200".toCharArray()) {
          assertThat(reader.read()).isEqualTo(octet);
        }
      }
    } finally {
      for (RawConnection reader : readers) {
        reader.close();
      }
    }
  }
}
