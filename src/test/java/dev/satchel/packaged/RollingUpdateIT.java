package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.ReverseProxy;
import dev.satchel.testing.ReverseProxy.Replica;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An update of two replicas behind HAProxy, one after the other, while clients upload, download and
 * are told of files. The new one comes first; the old one is asked to stop, and ends by itself.
 */
class RollingUpdateIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the proxy of deploy/proxy takes to see that a replica is not ready any more. */
  private static final String SHUTDOWN_DELAY = "5s";

  /** Of a client between two calls: what is to be seen is not how much the service can do. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final Duration ALL_TOLD = Duration.ofMinutes(1);
  private static final int LARGE = 12_000_000;

  /** What the schema of a version to come may have more. */
  private static final String NEXT_SCHEMA =
      """
      alter table stored_file add column of_next_version text;
      create table of_next_version (id uuid primary key);
      insert into flyway_schema_history (installed_rank, version, description, type, script,
        checksum, installed_by, execution_time, success)
      select max(installed_rank) + 1, '9999', 'next version', 'SQL', 'V9999__next_version.sql',
        1, current_user, 1, true
      from flyway_schema_history
      """;

  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;
  private ReverseProxy proxy;
  private HttpClient http;

  @BeforeEach
  void requireProxy() {
    assumeTrue(ReverseProxy.Kind.HAPROXY.isInstalled());
  }

  /** The schema, too, which one of the tests changes. */
  @BeforeEach
  void empty() throws Exception {
    Storage.empty();
  }

  @Test
  void losesNothing() throws Exception {
    update(() -> null);
  }

  @Test
  void losesNothingOnTheSchemaOfTheNextVersion() throws Exception {
    update(
        () -> {
          Storage.change(NEXT_SCHEMA);
          return null;
        });
  }

  /**
   * @param migration before the first new replica comes
   */
  private void update(Callable<Void> migration) throws Exception {
    List<Replica> places = List.of(Replica.free(), Replica.free(), Replica.free());
    try (Receiver receiver = Receiver.start();
        var started = ReverseProxy.start(places);
        var client = started.client("127.0.0.1");
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        AutoCloseable _ = () -> ended = true;
        var oldOne = start(places.get(0));
        var oldTwo = start(places.get(1))) {
      proxy = started;
      http = client;
      Eventually.holds(
          () -> assertThat(isWell("/v1/files?userId=" + UploadDocument.USER)).isTrue());
      String request = openRequest(receiver);
      List<Future<?>> load = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        load.add(threads.submit(() -> upload(UploadDocument.of("x").fileRequest(request))));
      }
      load.add(threads.submit(() -> upload(UploadDocument.of(UploadDocument.random(LARGE, 7)))));
      load.add(threads.submit(this::download));

      migration.call();
      try (var newOne = start(places.get(2))) {
        stop(oldOne);
        try (var newTwo = start(places.get(0))) {
          stop(oldTwo);
          ended = true;
          for (Future<?> done : load) {
            done.get();
          }

          assertThat(failures).isEmpty();
          assertThat(accepted).hasSizeGreaterThan(20);
          for (String id : accepted) {
            assertThat(newTwo.call("GET", "/v1/files/" + id + "/metadata", "").statusCode())
                .isEqualTo(200);
          }
          Eventually.holdsWithin(
              ALL_TOLD,
              () ->
                  assertThat(Storage.rows("select id from delivery where status = 'pending'"))
                      .isEmpty());
          assertThat(receiver.accepted().stream().map(it -> it.header("webhook-id")).distinct())
              .hasSameSizeAs(
                  Storage.rows(
                      "select id::text from event where file_request_id = '" + request + "'"));
          assertThat(newOne.call("GET", "/v1/retention", "").statusCode()).isEqualTo(200);
        }
      }
      assertThat(receiver.accepted()).isNotEmpty();
    }
  }

  private static PackagedSatchel start(Replica place) throws Exception {
    return PackagedSatchel.start(
        "quarkus.http.port=" + place.port(),
        "quarkus.management.port=" + place.managementPort(),
        "quarkus.shutdown.delay=" + SHUTDOWN_DELAY,
        "satchel.webhooks.allow-http=true",
        "satchel.webhooks.allowed-networks=127.0.0.0/8");
  }

  private static void stop(PackagedSatchel replica) throws Exception {
    // HAProxy has seen the new one by then.
    Thread.sleep(Duration.ofSeconds(3));
    replica.terminate();
    assertThat(replica.ends()).isTrue();
  }

  private void upload(UploadDocument document) {
    byte[] bytes = document.bytes();
    while (!ended) {
      try {
        Thread.sleep(PAUSE);
        var request = request("/v1/files").header("Content-Type", "application/json");
        HttpResponse<String> answer = send(request.POST(BodyPublishers.ofByteArray(bytes)));
        if (answer.statusCode() == 200) {
          accepted.add(JSON.readTree(answer.body()).get(0).get("id").asText());
        } else {
          failures.add("upload: " + answer.statusCode() + " " + answer.body());
        }
      } catch (Exception failure) {
        failures.add("upload: " + failure);
      }
    }
  }

  private void download() {
    while (!ended) {
      String id = accepted.peek();
      try {
        Thread.sleep(PAUSE);
        if (id != null && !isWell("/v1/files/" + id)) {
          failures.add("download of " + id);
        }
      } catch (Exception failure) {
        failures.add("download: " + failure);
      }
    }
  }

  private boolean isWell(String path) throws Exception {
    return send(request(path)).statusCode() == 200;
  }

  private String openRequest(Receiver receiver) throws Exception {
    String body = "{\"type\":\"any\",\"filesUpdateWebhookUrl\":\"" + receiver.url("/") + "\"}";
    var request = request("/v1/file-requests").header("Content-Type", "application/json");
    return JSON.readTree(send(request.POST(BodyPublishers.ofString(body))).body())
        .get("id")
        .asText();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(proxy.uri(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + PackagedSatchel.BOOTSTRAP_KEY);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
