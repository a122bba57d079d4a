package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two replicas of the packaged jar, one of which is killed now and again. A random seed is printed
 * with every failure.
 */
@ExtendWith(EmptyStorage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SETTINGS = {
    "satchel.idempotency.lease=3s",
    "satchel.webhooks.lease=8s",
    "satchel.webhooks.retry-delays=100ms,100ms,100ms,100ms,100ms,100ms,100ms,100ms",
    "satchel.webhooks.allow-http=true",
    "satchel.webhooks.allowed-networks=127.0.0.0/8",
    "quarkus.shutdown.timeout=20s"
  };

  /** Time for many deliveries, some of which wait for the end of a lease. */
  private static final Duration ALL_TOLD = Duration.ofMinutes(1);

  /** Enough for the first part, with more to come. */
  private static final int BEGUN = 15_000_000;

  private static final byte[] LARGE =
      UploadDocument.of(UploadDocument.random(20_000_000, 20)).bytes();

  private static PackagedSatchel stable;
  private static PackagedSatchel mortal;

  @BeforeAll
  static void start() throws Exception {
    stable = PackagedSatchel.start(SETTINGS);
    mortal = PackagedSatchel.start(SETTINGS);
  }

  @AfterAll
  static void stop() throws Exception {
    mortal.close();
    stable.close();
  }

  @Test
  @Order(1)
  void replicasShowTheSameFiles() throws Exception {
    String id = id(mortal.call("POST", "/v1/files", UploadDocument.of("shared").toString()).body());

    assertThat(stable.call("GET", "/v1/files/" + id, "").body()).isEqualTo("shared");
    assertThat(stable.call("DELETE", "/v1/files/" + id, "").statusCode()).isEqualTo(204);
    assertThat(mortal.call("GET", "/v1/files/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void equalRequestsToBothReplicasUploadOnce() throws Exception {
    int before = Storage.files();
    String document = UploadDocument.of(UploadDocument.random(500_000, 1)).toString();
    var start = new CountDownLatch(1);
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        PackagedSatchel replica = i % 2 == 0 ? stable : mortal;
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return replica
                      .call("POST", "/v1/files", document, "Idempotency-Key", "race")
                      .statusCode();
                }));
      }
      start.countDown();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }

    assertThat(statuses).contains(200).isSubsetOf(200, 409);
    assertThat(Storage.files()).isEqualTo(before + 1);
    assertThat(stable.call("POST", "/v1/files", document, "Idempotency-Key", "race").statusCode())
        .isEqualTo(200);
    assertThat(Storage.files()).isEqualTo(before + 1);
  }

  @Test
  @Order(2)
  void twoReplicasTellNothingTwice() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        requests.add(openRequest(receiver.url("/" + i)));
      }
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (String request : requests) {
          for (PackagedSatchel replica : List.of(stable, mortal)) {
            for (int i = 0; i < 10; i++) {
              String document = UploadDocument.of("x").fileRequest(request).toString();
              Future<?> _ = threads.submit(() -> replica.call("POST", "/v1/files", document));
            }
          }
        }
      }

      Eventually.holdsWithin(
          ALL_TOLD,
          () ->
              assertThat(Storage.rows("select id from delivery where status = 'pending'"))
                  .isEmpty());
      assertThat(receiver.deliveries().stream().map(it -> it.header("webhook-id")))
          .hasSize(160)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  @Order(3)
  void aKilledUploadIsOnRecordAndItsKeyIsFreed() throws Exception {
    int before = Storage.files();
    try (var client = RawConnection.open(mortal.port())) {
      client.send(uploadHead("Content-Length: " + LARGE.length, "Idempotency-Key: crash"));
      client.send(Arrays.copyOf(LARGE, BEGUN));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      assertThat(again().statusCode()).isEqualTo(409);
      mortal.kill();
    }

    assertThat(Storage.files()).isEqualTo(before);
    assertThat(Storage.multipartUploads()).hasSize(1);
    assertThat(Storage.objectsWithoutOwner()).isEmpty();
    Eventually.holds(() -> assertThat(again().statusCode()).isEqualTo(200));
    assertThat(Storage.files()).isEqualTo(before + 1);
    Storage.clearLeftObjects();
    mortal = PackagedSatchel.start(SETTINGS);
  }

  @Test
  @Order(4)
  void everyCommittedChangeIsToldInOrderWhoeverDies() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (Receiver receiver = Receiver.start()) {
      receiver.does(Receiver.unsteady(seed));
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        requests.add(openRequest(receiver.url("/")));
      }
      try (var threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Void>> work = new ArrayList<>();
        for (String request : requests) {
          work.add(() -> change(request, random.nextLong()));
        }
        List<Future<Void>> running = work.stream().map(threads::submit).toList();
        for (int kill = 0; kill < 2; kill++) {
          Thread.sleep(500 + random.nextInt(1500));
          mortal.kill();
          mortal = PackagedSatchel.start(SETTINGS);
        }
        for (Future<Void> done : running) {
          done.get();
        }
      }

      Eventually.holdsWithin(
          ALL_TOLD,
          () ->
              assertThat(Storage.rows("select id from delivery where status = 'pending'"))
                  .as("seed " + seed)
                  .isEmpty());
      for (String request : requests) {
        assertThat(firstArrivals(receiver, request))
            .as("seed " + seed)
            .isNotEmpty()
            .isEqualTo(
                Storage.rows(
                    "select id::text from event where file_request_id = '"
                        + request
                        + "' order by sequence"));
        assertThat(live(receiver, request))
            .as("seed " + seed)
            .containsExactlyInAnyOrderElementsOf(
                Storage.rows(
                    "select id::text from stored_file where deleted_at is null"
                        + " and file_request_id = '"
                        + request
                        + "'"));
      }
    }
    Storage.clearLeftObjects();
  }

  @Test
  @Order(5)
  void aTransferThatRunsIsFinishedAfterSigterm() throws Exception {
    try (var client = RawConnection.open(mortal.port())) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      client.send(Arrays.copyOf(LARGE, BEGUN));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      mortal.terminate();
      Eventually.holds(() -> assertThat(isReady(mortal)).isFalse());
      client.send(Arrays.copyOfRange(LARGE, BEGUN, LARGE.length));

      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(mortal.ends()).isTrue();
  }

  /** Adds files and deletes some, over both replicas, whatever the answers. */
  private static Void change(String request, long seed) {
    var random = new Random(seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PackagedSatchel replica = random.nextBoolean() ? stable : mortal;
      try {
        if (!ids.isEmpty() && random.nextInt(3) == 0) {
          replica.call("DELETE", "/v1/files/" + ids.removeLast(), "");
        } else {
          var answer =
              replica.call(
                  "POST",
                  "/v1/files",
                  UploadDocument.of("file " + i).fileRequest(request).toString());
          if (answer.statusCode() == 200) {
            ids.add(id(answer.body()));
          }
        }
        Thread.sleep(random.nextInt(100));
      } catch (IOException killed) {
        // Whether it was done is for the database to say.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  private static String openRequest(String url) throws Exception {
    String body = "{\"type\":\"any\",\"filesUpdateWebhookUrl\":\"" + url + "\"}";
    return JSON.readTree(stable.call("POST", "/v1/file-requests", body).body()).get("id").asText();
  }

  /** The events of a request, each where it was accepted first. */
  private static List<String> firstArrivals(Receiver receiver, String request) throws Exception {
    Map<String, JsonNode> events = new LinkedHashMap<>();
    for (Receiver.Delivery delivery : receiver.accepted()) {
      JsonNode event = JSON.readTree(delivery.body()).get("event");
      if (event.at("/fileRequest/id").asText().equals(request)) {
        events.putIfAbsent(event.get("id").asText(), event);
      }
    }
    return List.copyOf(events.keySet());
  }

  /** The files that are there, for whoever believes the events. */
  private static List<String> live(Receiver receiver, String request) throws Exception {
    List<String> live = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (Receiver.Delivery delivery : receiver.accepted()) {
      JsonNode event = JSON.readTree(delivery.body()).get("event");
      if (event.at("/fileRequest/id").asText().equals(request)
          && !seen.contains(event.get("id").asText())) {
        seen.add(event.get("id").asText());
        event.get("addedFileIds").forEach(id -> live.add(id.asText()));
        event.get("removedFileIds").forEach(id -> live.remove(id.asText()));
      }
    }
    return live;
  }

  private static String uploadHead(String... headers) {
    return RawConnection.head("POST /v1/files HTTP/1.1", PackagedSatchel.BOOTSTRAP_KEY, headers);
  }

  private static HttpResponse<String> again() throws Exception {
    var document =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LARGE)), LARGE.length);
    return stable.call("POST", "/v1/files", document, "Idempotency-Key", "crash");
  }

  /** A process that refuses connections is not ready either. */
  private static boolean isReady(PackagedSatchel satchel) throws InterruptedException {
    try {
      return satchel.manage("/q/health/ready").statusCode() == 200;
    } catch (IOException refused) {
      return false;
    }
  }

  private static String id(String answer) throws IOException {
    return JSON.readTree(answer).get(0).get("id").asText();
  }
}
