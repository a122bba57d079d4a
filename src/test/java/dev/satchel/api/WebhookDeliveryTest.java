package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.Receiver.Delivery;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What receivers see of events. The test profile waits 4 s for an answer and 0.3, 0.6 and 1.2 s
 * between attempts.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class WebhookDeliveryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestKey key = TestKey.ofNewAccount();
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final FilesApi files = FilesApi.of(key);
  private final WebhooksApi webhooks = WebhooksApi.of(key);
  private final List<String> registered = new ArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = Receiver.start();
  }

  @AfterEach
  void close() throws Exception {
    registered.forEach(webhooks::delete);
    receiver.close();
  }

  @Test
  void tellsOfFilesThatAnswerAndOfThoseDeleted() throws Exception {
    register("/hook");
    String request = requests.create("{\"type\":\"any\",\"prompt\":\"Show me.\"}").getString("id");

    List<String> added =
        files.upload(UploadDocument.of("a").file("b", "a/b", new byte[3]).fileRequest(request));
    files.delete(added.getFirst()).then().statusCode(204);

    awaitDeliveries(2);
    JsonNode first = event(0);
    assertThat(first.get("type").asText()).isEqualTo("file-request.files.update");
    assertThat(first.get("id").asText()).isEqualTo(delivery(0).header("webhook-id"));
    assertThat(first.get("createdAt").asText()).endsWith("+00:00");
    assertThat(texts(first.get("addedFileIds"))).isEqualTo(added);
    assertThat(texts(first.get("removedFileIds"))).isEmpty();
    assertThat(first.at("/fileRequest/id").asText()).isEqualTo(request);
    assertThat(first.at("/fileRequest/prompt").asText()).isEqualTo("Show me.");
    assertThat(first.at("/fileRequest/files")).hasSize(2);
    JsonNode second = event(1);
    assertThat(texts(second.get("addedFileIds"))).isEmpty();
    assertThat(texts(second.get("removedFileIds"))).containsExactly(added.getFirst());
    assertThat(second.at("/fileRequest/files")).hasSize(1);
    assertThat(delivery(0).header("content-type")).isEqualTo("application/json");
    assertThat(delivery(0).path()).isEqualTo("/hook");
  }

  @Test
  void tellsNobodyOfFilesThatAnswerNothingOrWereRefused() throws Exception {
    register("/hook");
    String request = requests.open("photo");

    files.delete(files.uploadOne(UploadDocument.of("a")));
    files.post(UploadDocument.of("no image").fileRequest(request)).then().statusCode(400);
    String any = requests.open("any");
    files.uploadOne(UploadDocument.of("a").fileRequest(any));

    awaitDeliveries(1);
    assertThat(event(0).at("/fileRequest/id").asText()).isEqualTo(any);
    assertThat(Storage.rows("select id::text from event where file_request_id = '" + request + "'"))
        .isEmpty();
  }

  @Test
  void hearsAtOnce() throws Exception {
    register("/hook");
    String request = requests.open("any");
    files.uploadOne(UploadDocument.of("warm").fileRequest(request));
    awaitDeliveries(1);

    assertThat(medianDelayOfFive(1, request)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void signsAsTheSpecificationSaysWithBothSecretsWhileTheyRotate() throws Exception {
    JsonPath hook = register("/hook");
    String old = hook.getString("secret");
    String request = requests.open("any");
    files.uploadOne(UploadDocument.of("a").fileRequest(request));
    awaitDeliveries(1);
    String next =
        webhooks.rotate(hook.getString("id")).then().extract().jsonPath().getString("secret");

    files.uploadOne(UploadDocument.of("b").fileRequest(request));

    awaitDeliveries(2);
    assertThat(delivery(0).header("webhook-signature")).isEqualTo(signature(old, delivery(0)));
    assertThat(delivery(1).header("webhook-signature"))
        .isEqualTo(signature(next, delivery(1)) + " " + signature(old, delivery(1)));
    assertThat(Long.parseLong(delivery(0).header("webhook-timestamp")))
        .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
  }

  @Test
  void goesToTheUrlOfTheRequestInsteadWhereItHasOne() throws Exception {
    register("/registered");
    String request = requests.openFor(receiver.url("/own?x=%20y"));

    files.uploadOne(UploadDocument.of("a").fileRequest(request));

    awaitDeliveries(1);
    Thread.sleep(300);
    assertThat(receiver.deliveries()).hasSize(1);
    assertThat(delivery(0).path()).isEqualTo("/own?x=%20y");
    assertThat(delivery(0).header("webhook-id")).isEqualTo(event(0).get("id").asText());
  }

  static Stream<Receiver.Behaviour> failures() {
    return Stream.of(
        Receiver.status(500),
        Receiver.status(302, "Location: http://127.0.0.1:1/"),
        Receiver.status(404),
        Receiver.status(429, "Retry-After: 0"),
        Receiver.stall(30_000),
        Receiver.trickleHead(),
        Receiver.reset());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void triesAgainWithTheSameEvent(Receiver.Behaviour failure) throws Exception {
    receiver.does(failure, failure, Receiver.status(204));
    String hook = register("/hook").getString("id");
    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    awaitDeliveries(3);
    assertThat(receiver.deliveries().stream().map(Delivery::body).distinct()).hasSize(1);
    assertThat(receiver.deliveries().stream().map(it -> it.header("webhook-id")).distinct())
        .hasSize(1);
    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));
    JsonPath shown = webhooks.deliveries(hook, "").jsonPath();
    assertThat(shown.getList("deliveries[0].attempts")).hasSize(3);
    assertThat(shown.getString("deliveries[0].attempts[0].error")).isNotNull();
    assertThat(shown.getString("deliveries[0].attempts[2].error")).isNull();
    assertThat(webhooks.find(hook).jsonPath().getString("failingSince")).isNull();
    assertThat(gap(0, 1)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    assertThat(gap(1, 2)).isGreaterThanOrEqualTo(Duration.ofMillis(590));
  }

  @Test
  void takesAStatusForAnAnswerEvenIfTheBodyNeverEnds() throws Exception {
    receiver.does(Receiver.trickle(200));
    String hook = register("/hook").getString("id");

    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));
    JsonPath shown = webhooks.deliveries(hook, "").jsonPath();
    assertThat(shown.getInt("deliveries[0].attempts[-1].statusCode")).isEqualTo(200);
    assertThat(shown.getString("deliveries[0].attempts[-1].error")).isNull();
  }

  @Test
  void remembersTheBeginningOfAnAnswer() throws Exception {
    receiver.does(Receiver.text(500, "no\u0000 ".repeat(1000)), Receiver.status(204));
    String hook = register("/hook").getString("id");

    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));
    JsonPath shown = webhooks.deliveries(hook, "").jsonPath();
    assertThat(shown.getInt("deliveries[0].attempts[0].statusCode")).isEqualTo(500);
    assertThat(shown.getString("deliveries[0].attempts[0].error")).isEqualTo("status");
    assertThat(shown.getString("deliveries[0].attempts[0].responseExcerpt"))
        .startsWith("no\uFFFD no")
        .hasSize(1024);
  }

  @Test
  void givesUpAfterTheLastDelayAndDeliversAgainWhenAsked() throws Exception {
    receiver.does(Receiver.status(500));
    String hook = register("/hook").getString("id");
    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("failed"));
    assertThat(receiver.deliveries()).hasSize(4);

    receiver.does(Receiver.status(200));
    String delivery = webhooks.deliveries(hook, "").jsonPath().getString("deliveries[0].id");
    webhooks.redeliver(hook, delivery).then().statusCode(202);
    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));
    assertThat(receiver.deliveries()).hasSize(5);
    assertThat(delivery(4).header("webhook-id")).isEqualTo(delivery(0).header("webhook-id"));
  }

  @Test
  void forgivesAWebhookWithoutAnythingLeftToTryButKeepsItsLastStatus() throws Exception {
    receiver.does(Receiver.status(503), Receiver.reset());
    String hook = register("/hook").getString("id");

    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("failed"));
    assertThat(webhooks.find(hook).jsonPath().getString("failingSince")).isNull();
    assertThat(webhooks.deliveries(hook, "").jsonPath().getInt("deliveries[0].lastStatusCode"))
        .isEqualTo(503);
  }

  @Test
  void disablesAWebhookThatIsGone() throws Exception {
    receiver.does(Receiver.status(410));
    String hook = register("/hook").getString("id");
    String request = requests.open("any");
    files.uploadOne(UploadDocument.of("a").fileRequest(request));

    Eventually.holds(
        () -> assertThat(webhooks.find(hook).jsonPath().getBoolean("enabled")).isFalse());
    assertThat(webhooks.find(hook).jsonPath().getString("disabledReason")).isEqualTo("failing");
    assertThat(status(hook)).isEqualTo("failed");
    files.uploadOne(UploadDocument.of("b").fileRequest(request));
    Thread.sleep(300);
    assertThat(receiver.deliveries()).hasSize(1);
  }

  @Test
  void disablesAWebhookThatHasFailedForFiveDays() throws Exception {
    receiver.does(Receiver.status(500));
    String hook = register("/hook").getString("id");
    Storage.rows(
        "update webhook set failing_since = now() - interval '119 hours' where id = '"
            + hook
            + "' returning id::text");
    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));
    awaitDeliveries(2);
    assertThat(webhooks.find(hook).jsonPath().getBoolean("enabled")).isTrue();

    Storage.rows(
        "update webhook set failing_since = now() - interval '121 hours' where id = '"
            + hook
            + "' returning id::text");

    Eventually.holds(
        () -> assertThat(webhooks.find(hook).jsonPath().getBoolean("enabled")).isFalse());
    Eventually.holds(() -> assertThat(status(hook)).isEqualTo("failed"));
  }

  @Test
  void connectsToNoAddressThatIsForbiddenMeanwhile() throws Exception {
    String hook = register("/hook").getString("id");
    Storage.rows(
        "update webhook set url = 'http://169.254.169.254/latest' where id = '"
            + hook
            + "' returning id::text");

    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));

    Eventually.holds(
        () ->
            assertThat(
                    webhooks
                        .deliveries(hook, "")
                        .jsonPath()
                        .getString("deliveries[0].attempts[0].error"))
                .isEqualTo("forbidden_address"));
  }

  @Test
  void isMeasuredWithoutNames() throws Exception {
    register("/hook");
    files.uploadOne(UploadDocument.of("a").fileRequest(requests.open("any")));
    awaitDeliveries(1);

    Eventually.holds(
        () ->
            assertThat(Metrics.all())
                .contains("satchel_webhook_attempts_seconds_count{outcome=\"delivered\"")
                .contains("satchel_webhook_oldest_due_seconds")
                .doesNotContain("/hook"));
  }

  @Test
  void keepsTheOrderOfARequestEvenThroughFailures() throws Exception {
    receiver.does(Receiver.status(500), Receiver.reset(), Receiver.status(204));
    register("/hook");
    String request = requests.open("any");
    var added = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      added.add(files.uploadOne(UploadDocument.of("file " + i).fileRequest(request)));
    }

    awaitDeliveries(12);
    var seen = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      seen.add(event(i).get("addedFileIds").get(0).asText());
    }
    assertThat(seen.subList(0, 3)).containsOnly(added.getFirst());
    assertThat(seen.subList(2, 12)).isEqualTo(added);
  }

  @Test
  void hasWhatWaitsForAnotherDueNoEarlierAndAtOnceThen() throws Exception {
    Receiver.Behaviour later = Receiver.status(503, "Retry-After: 3600");
    receiver.does(later, later, Receiver.status(204));
    String hook = register("/hook").getString("id");
    String request = requests.open("any");
    files.uploadOne(UploadDocument.of("a").fileRequest(request));
    Eventually.holds(() -> assertThat(dueInHalfAnHour(hook)).isEqualTo("1"));
    files.uploadOne(UploadDocument.of("b").fileRequest(request));

    tryAgainNow(hook);
    Eventually.holds(() -> assertThat(dueInHalfAnHour(hook)).isEqualTo("2"));
    files.uploadOne(UploadDocument.of("c").fileRequest(request));
    tryAgainNow(hook);

    awaitDeliveries(5);
    assertThat(event(0)).isEqualTo(event(1)).isEqualTo(event(2));
  }

  private static void tryAgainNow(String hook) throws Exception {
    Storage.rows(
        "update delivery set due_at = now() where attempts > 0 and webhook_id = '"
            + hook
            + "' returning id::text");
  }

  /** The last ones tell: most deliveries stall meanwhile. */
  @Test
  void deliversToOthersWhileOneTargetStalls() throws Exception {
    try (Receiver dead = Receiver.start()) {
      dead.does(Receiver.stall(30_000));
      registered.add(webhooks.post(WebhooksApi.document(dead.url("/"))).jsonPath().getString("id"));
      register("/hook");
      for (int i = 0; i < 20; i++) {
        files.uploadOne(UploadDocument.of("a" + i).fileRequest(requests.open("any")));
      }

      assertThat(medianDelayOfFive(20, requests.open("any"))).isLessThan(Duration.ofMillis(500));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 500})
  void settlesOthersWhileAWebhookIsBeingDeleted(int answer) throws Exception {
    try (Receiver slow = Receiver.start();
        Connection database = SatchelServers.database();
        Statement statement = database.createStatement()) {
      var released = new CountDownLatch(1);
      slow.does(
          (delivery, client) -> {
            released.await();
            Receiver.status(answer).answer(delivery, client);
          });
      String doomed = webhooks.post(WebhooksApi.document(slow.url("/"))).jsonPath().getString("id");
      webhooks.ping(doomed).then().statusCode(202);
      Eventually.holds(() -> assertThat(slow.deliveries()).hasSize(1));
      database.setAutoCommit(false);
      statement.executeUpdate("delete from webhook where id = '" + doomed + "'");
      released.countDown();

      String hook = register("/hook").getString("id");
      webhooks.ping(hook).then().statusCode(202);
      Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));

      database.commit();
      webhooks.ping(hook).then().statusCode(202);
      awaitDeliveries(2);
      Eventually.holds(() -> assertThat(status(hook)).isEqualTo("delivered"));
      assertThat(receiver.deliveries()).hasSize(2);
    }
  }

  /** One stall of a busy machine makes one of them late. */
  private Duration medianDelayOfFive(int before, String request) throws Exception {
    var delays = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      files.uploadOne(UploadDocument.of("b" + i).fileRequest(request));
      long answered = System.nanoTime();
      awaitDeliveries(before + i + 1);
      delays.add(delivery(before + i).nanoTime() - answered);
    }
    delays.sort(null);
    return Duration.ofNanos(delays.get(2));
  }

  @Test
  void pings() throws Exception {
    String hook = register("/hook").getString("id");

    webhooks.ping(hook).then().statusCode(202);

    awaitDeliveries(1);
    assertThat(event(0).get("type").asText()).isEqualTo("ping");
  }

  private JsonPath register(String path) {
    JsonPath answer =
        webhooks
            .post(WebhooksApi.document(receiver.url(path)))
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    registered.add(answer.getString("id"));
    return answer;
  }

  private void awaitDeliveries(int count) throws Exception {
    Eventually.holds(() -> assertThat(receiver.deliveries()).hasSizeGreaterThanOrEqualTo(count));
  }

  private static String dueInHalfAnHour(String hook) throws Exception {
    return Storage.rows(
            "select count(*) from delivery where due_at > now() + interval '30 minutes'"
                + " and status = 'pending' and webhook_id = '"
                + hook
                + "'")
        .getFirst();
  }

  private String status(String hook) {
    return webhooks.deliveries(hook, "").jsonPath().getString("deliveries[0].status");
  }

  private Delivery delivery(int index) {
    return receiver.deliveries().get(index);
  }

  private Duration gap(int one, int other) {
    return Duration.ofNanos(delivery(other).nanoTime() - delivery(one).nanoTime());
  }

  private JsonNode event(int index) throws Exception {
    return JSON.readTree(delivery(index).body()).get("event");
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String signature(String secret, Delivery delivery) throws Exception {
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed =
        String.join(
            ".",
            Arrays.asList(
                delivery.header("webhook-id"),
                delivery.header("webhook-timestamp"),
                delivery.body()));
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
