package dev.satchel.api;

import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests with an {@code Idempotency-Key}. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class IdempotencyTest {

  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(100_000, 1)).expiryInterval(3600).bytes();

  private final FilesApi api = FilesApi.BOOTSTRAP;
  private final String key = UUID.randomUUID().toString();

  @Inject SettableClock clock;

  private int filesBefore;

  @BeforeEach
  void count() throws Exception {
    filesBefore = Storage.files();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    clock.reset();
    Storage.assertTidy();
  }

  @Test
  void givesTheSameAnswerAgain() throws Exception {
    Response first = post(api, key, DOCUMENT);
    Response second = post(api, key, DOCUMENT);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.asString()).isEqualTo(first.asString());
    assertThat(second.contentType()).isEqualTo(first.contentType());
    assertNewFiles(1);
  }

  @Test
  void knowsTheRequestHoweverItIsWritten() throws Exception {
    String document = new String(DOCUMENT, StandardCharsets.UTF_8);
    post(api, key, DOCUMENT).then().statusCode(200);

    Response spaced =
        post(
            api,
            key,
            document
                .replace("\"files\"", " \"x\" : [1] , \"files\" ")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(spaced.statusCode()).isEqualTo(200);
    assertNewFiles(1);
  }

  @Test
  void refusesAnotherRequestWithTheKey() throws Exception {
    post(api, key, DOCUMENT).then().statusCode(200);

    assertReused(UploadDocument.of(UploadDocument.random(100_000, 2)).expiryInterval(3600));
    assertReused(UploadDocument.of(UploadDocument.random(100_000, 1)));
    assertReused(
        UploadDocument.of(UploadDocument.random(100_000, 1))
            .expiryInterval(3600)
            .with("name", "other"));
    assertReused(
        UploadDocument.of(UploadDocument.random(100_000, 1))
            .expiryInterval(3600)
            .user(UUID.randomUUID().toString()));
    assertNewFiles(1);
  }

  @Test
  void forgetsAfterADay() throws Exception {
    String first = post(api, key, DOCUMENT).asString();

    clock.advance(Duration.ofHours(24).plusSeconds(1));
    String second = post(api, key, DOCUMENT).asString();

    assertThat(second).isNotEqualTo(first);
    assertNewFiles(2);
  }

  @Test
  void eachAccountHasItsOwnKeys() throws Exception {
    String first = post(api, key, DOCUMENT).asString();
    String other = post(FilesApi.of(TestKey.ofNewAccount()), key, DOCUMENT).asString();

    assertThat(other).isNotEqualTo(first);
    assertNewFiles(2);
  }

  @Test
  void refusesASecondWhileTheFirstIsRunning() throws Exception {
    try (var first = RawConnection.open();
        var second = RawConnection.open()) {
      first.send(head()).send(Arrays.copyOf(DOCUMENT, 50_000));
      Eventually.holds(() -> assertThat(claims()).isEqualTo(1));

      RawAnswer refused = second.send(head()).answer();

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("idempotency_key_in_use");
      first.send(Arrays.copyOfRange(DOCUMENT, 50_000, DOCUMENT.length));
      assertThat(first.answer().status()).isEqualTo(200);
    }
    assertNewFiles(1);
  }

  @Test
  void oneOfManyAtOnceUploads() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(10)) {
      Callable<Integer> upload = () -> post(api, key, DOCUMENT).statusCode();
      for (Future<Integer> status : threads.invokeAll(Collections.nCopies(10, upload))) {
        statuses.add(status.get());
      }
    }

    assertThat(statuses).contains(200).containsOnly(200, 409);
    assertNewFiles(1);
  }

  @Test
  void aRequestThatFailedFreesItsKey() throws Exception {
    post(api, key, UploadDocument.of("x").with("type", "nope").bytes()).then().statusCode(400);
    Eventually.holds(() -> assertThat(claims()).isZero());

    post(api, key, DOCUMENT).then().statusCode(200);
    assertNewFiles(1);
  }

  @Test
  void aFormWithoutABoundaryHoldsNoKey() throws Exception {
    api.request()
        .header("Idempotency-Key", key)
        .header("Content-Type", "multipart/form-data")
        .body(DOCUMENT)
        .post("/v1/files")
        .then()
        .statusCode(400);
    assertThat(claims()).isZero();
  }

  @Test
  void aClientThatLeavesFreesItsKey() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head()).send(Arrays.copyOf(DOCUMENT, 50_000));
      Eventually.holds(() -> assertThat(claims()).isEqualTo(1));
    }
    Eventually.holds(() -> assertThat(claims()).isZero());

    post(api, key, DOCUMENT).then().statusCode(200);
  }

  @Test
  void aCrashFreesTheKeyWhenItsLeaseIsOver() throws Exception {
    try (var stalled = RawConnection.open()) {
      stalled.send(head()).send(Arrays.copyOf(DOCUMENT, 50_000));
      Eventually.holds(() -> assertThat(claims()).isEqualTo(1));
      clock.advance(Duration.ofSeconds(61));

      post(api, key, DOCUMENT).then().statusCode(200);

      stalled.send(Arrays.copyOfRange(DOCUMENT, 50_000, DOCUMENT.length));
      assertThat(stalled.answer().status()).isEqualTo(503);
    }
    assertNewFiles(1);
  }

  @Test
  void refusesKeysThatAreTooLong() {
    post(api, UUID.randomUUID() + "k".repeat(219), DOCUMENT).then().statusCode(200);

    Response answer = post(api, "k".repeat(256), DOCUMENT);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_idempotency_key");
  }

  private String head() {
    return uploadHead("Content-Length: " + DOCUMENT.length, "Idempotency-Key: " + key);
  }

  private static int claims() throws Exception {
    return Storage.rows("select 1 from idempotency_record where response is null").size();
  }

  private void assertReused(UploadDocument document) {
    Response answer = post(api, key, document.bytes());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("idempotency_key_reused");
  }

  private void assertNewFiles(int count) throws Exception {
    assertThat(Storage.files()).isEqualTo(filesBefore + count);
  }

  private static Response post(FilesApi api, String key, byte[] document) {
    return api.request()
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(document)
        .post("/v1/files");
  }
}
