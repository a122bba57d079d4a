package dev.satchel.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long file requests are there, and how they go. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RequestHistoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration HISTORY = Duration.ofDays(90);

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi files = FilesApi.of(key);
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final String mark = UUID.randomUUID().toString().substring(24);

  @Inject RetentionSchedule schedule;
  @Inject SettableClock clock;

  @BeforeEach
  void lookAgain() throws Exception {
    Storage.change("delete from retention_lease");
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void goWithThePeopleWhomNoOtherNames() throws Exception {
    JsonPath old = requests.create(asking("expiryInterval", "3600"));
    clock.advance(Duration.ofHours(2));
    JsonPath open = requests.create(asking("expiryInterval", "31536000"));
    clock.advance(HISTORY.minusHours(3));
    run();
    assertThat(requests.find(id(old)).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofHours(3));
    run();

    assertThat(requests.find(id(old)).statusCode()).isEqualTo(404);
    assertThat(requests.find(id(open)).statusCode()).isEqualTo(200);
    assertThat(people()).containsExactly(patient(open));
    clock.advance(Duration.ofDays(365));
    run();
    assertThat(requests.find(id(open)).statusCode()).isEqualTo(404);
    assertThat(people()).isEmpty();
    assertThat(Storage.dump())
        .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain("John" + mark));
  }

  @Test
  void stayAsLongAsTheyHaveAFileAndCountFromWhenTheLastOneHasGone() throws Exception {
    JsonPath request = requests.create(asking("expiryInterval", "60"));
    String file = files.uploadOne(UploadDocument.of("x").fileRequest(id(request)));
    clock.advance(HISTORY.plusDays(100));
    run();
    assertThat(requests.find(id(request)).statusCode()).isEqualTo(200);

    files.delete(file).then().statusCode(204);
    clock.advance(HISTORY.minusHours(2));
    run();
    assertThat(requests.find(id(request)).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofHours(3));
    run();
    assertThat(requests.find(id(request)).statusCode()).isEqualTo(404);
    assertThat(
            Storage.rows(
                "select id::text from event where file_request_id = '" + id(request) + "'"))
        .isEmpty();
  }

  @Test
  void areDeletedWithTheirFiles() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      JsonPath request =
          requests.create(asking("filesUpdateWebhookUrl", "\"" + receiver.url("/") + "\""));
      String file = files.uploadOne(UploadDocument.of("x").fileRequest(id(request)));
      Eventually.holds(() -> assertThat(receiver.deliveries()).hasSize(1));

      delete(key, id(request)).then().statusCode(204);

      assertThat(requests.find(id(request)).statusCode()).isEqualTo(404);
      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      assertThat(delete(key, id(request)).statusCode()).isEqualTo(404);
      var late = files.post(UploadDocument.of("y").fileRequest(id(request)));
      assertThat(late.statusCode()).isEqualTo(400);
      assertThat(late.jsonPath().getString("code")).isEqualTo("unknown_file_request");
      Eventually.holds(() -> assertThat(receiver.deliveries()).hasSize(2));
      JsonPath removal = JsonPath.from(receiver.deliveries().getLast().body());
      assertThat(removal.getList("event.removedFileIds")).containsExactly(file);
      assertThat(removal.getMap("event.fileRequest")).containsOnlyKeys("id");
      assertThat(
              Storage.rows(
                  "select action from audit_record where target_id = '" + id(request) + "'"))
          .contains("request.delete");
    }
    assertThat(Storage.dump())
        .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain("John" + mark));
  }

  @Test
  void areDeletedByWhoMayDeleteFilesAndOfTheirAccountOnly() {
    String request = id(requests.create("{\"type\":\"any\"}"));

    assertThat(delete(key.withScopes("requests:write"), request).statusCode()).isEqualTo(403);
    assertThat(delete(key.withScopes("files:write"), request).statusCode()).isEqualTo(403);
    assertThat(delete(TestKey.ofNewAccount(), request).statusCode()).isEqualTo(404);
    assertThat(delete(key, "none").statusCode()).isEqualTo(404);
    assertThat(requests.find(request).statusCode()).isEqualTo(200);
  }

  @Test
  void leaveBehindUploadsThatAreUnderWay() throws Exception {
    String request = id(requests.create("{\"type\":\"any\"}"));
    byte[] document =
        UploadDocument.of(UploadDocument.random(100_000, 3)).fileRequest(request).bytes();
    int half = document.length - 10;
    try (var slow = RawConnection.open()) {
      slow.send(
          RawConnection.head(
              "POST /v1/files HTTP/1.1", key.value(), "Content-Length: " + document.length));
      slow.send(Arrays.copyOf(document, half));
      Eventually.holds(
          () -> assertThat(Storage.rows("select id::text from pending_upload")).isNotEmpty());
      delete(key, request).then().statusCode(204);
      run();
      assertThat(Storage.rows("select id::text from file_request where id = '" + request + "'"))
          .isEmpty();

      slow.send(Arrays.copyOfRange(document, half, document.length));

      var answer = slow.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("unknown_file_request");
    }
  }

  private static Response delete(TestKey key, String request) {
    return FilesApi.of(key).request().delete("/v1/file-requests/" + request);
  }

  private String asking(String member, String value) {
    return """
        {"type": "any", "patientFirstName": "John%s", "patientMobile": "+61491570156", "%s": %s}
        """
        .formatted(mark, member, value);
  }

  private List<String> people() throws Exception {
    return Storage.rows("select id::text from person where account_id = '" + key.account() + "'");
  }

  private static String id(JsonPath request) {
    return request.getString("id");
  }

  private static String patient(JsonPath request) {
    return request.getString("patientUser.id");
  }

  private void run() {
    schedule.tell().await().atMost(PATIENCE);
    schedule.run().await().atMost(PATIENCE);
  }
}
