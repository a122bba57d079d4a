package dev.satchel.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.UploadsApi;
import dev.satchel.testing.WebhooksApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is erased is nowhere any more: every table and the whole bucket are searched. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ErasedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A result that is written while its delivery is being erased is left to the lease. */
  private static final Duration A_LEASE = Duration.ofSeconds(90);

  /** Of this test alone: others leave theirs. */
  private final String mark = UUID.randomUUID().toString().substring(24);

  private final String name = "Rash-" + mark + ".jpg";
  private final String description = "It itches below the knee, " + mark;
  private final String contents = "contents-of-" + mark;
  private final String firstName = "Friedelinde" + mark;
  private final String lastName = "Haubenstock" + mark;
  private final String prompt = "Show it to me, Friedelinde " + mark;
  private final String[] ofTheFile = {name, description, contents};

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi files = FilesApi.of(key);
  private final UploadsApi uploads = new UploadsApi(files);
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final String user = UUID.randomUUID().toString();
  private final String once = UUID.randomUUID().toString();
  private Receiver receiver;

  @Inject RetentionSchedule schedule;
  @Inject SettableClock clock;

  @BeforeEach
  void start() throws Exception {
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() throws Exception {
    clock.reset();
    receiver.close();
  }

  @Test
  void leavesNothingOfAUsersFiles() throws Exception {
    receiver.does(Receiver.text(500, name + " " + description));
    String request = ask().getString("id");
    upload(request).then().statusCode(200);
    Eventually.holds(() -> assertThat(receiver.deliveries()).isNotEmpty());
    Eventually.holds(() -> assertThat(dumpedOf("delivery_attempt")).contains(name));

    String erasure = erase();
    Response repeated = upload(request);
    receiver.does(Receiver.status(204));
    int before = receiver.deliveries().size();
    run();

    assertThat(files.request().get(erasure).jsonPath().getString("finishedAt")).isNotNull();
    assertErased(repeated);
    assertErased(upload(request));
    assertNoneLeft(ofTheFile);
    assertThat(dumpedOf("event")).doesNotContain(firstName, lastName);
    Eventually.holdsWithin(
        A_LEASE, () -> assertThat(receiver.deliveries()).hasSizeGreaterThan(before));
    assertThat(receiver.deliveries().subList(before, receiver.deliveries().size()))
        .allSatisfy(it -> assertThin(it, request));
    Eventually.holdsWithin(A_LEASE, () -> assertThat(Storage.rows(pending(request))).isEmpty());
    assertNoneLeft(ofTheFile);
    assertNoneLeft(user);
  }

  @Test
  void leavesNothingOfAUsersFileThatHasComeInPart() throws Exception {
    String upload = beginUpload(Map.of("userId", user));

    String erasure = erase();
    run();

    assertThat(uploads.head(upload).statusCode()).isEqualTo(404);
    assertThat(files.request().get(erasure).jsonPath().getString("finishedAt")).isNotNull();
    assertNoneLeft(ofTheFile);
    assertNoneLeft(user);
  }

  @Test
  void leavesNothingOfAPersonsFileThatHasComeInPart() throws Exception {
    JsonPath asked = ask();
    String upload = beginUpload(Map.of("fileRequestId", asked.getString("id")));

    files.request().delete("/v1/people/" + asked.getString("patientUser.id"));
    run();

    assertThat(uploads.head(upload).statusCode()).isEqualTo(404);
    assertNoneLeft(ofTheFile);
  }

  private String beginUpload(Map<String, String> more) {
    var metadata = UploadsApi.metadata();
    metadata.put("filename", name);
    metadata.put("description", description);
    metadata.putAll(more);
    String upload = UploadsApi.begun(uploads.create(1000, metadata));
    uploads.append(upload, 0, contents.getBytes(StandardCharsets.UTF_8)).then().statusCode(204);
    return upload;
  }

  @Test
  void leavesNothingOfAPersonAndWhatWasAskedOfIt() throws Exception {
    receiver.does(Receiver.text(500, name + " " + lastName));
    JsonPath asked = ask();
    String request = asked.getString("id");
    String person = asked.getString("patientUser.id");
    String file = upload(request).jsonPath().getString("[0].id");
    Eventually.holds(() -> assertThat(dumpedOf("delivery_attempt")).contains(lastName));

    Response ordered = files.request().delete("/v1/people/" + person);
    receiver.does(Receiver.status(204));

    assertThat(ordered.statusCode()).isEqualTo(202);
    JsonPath order = ordered.jsonPath();
    assertThat(order.getString("kind")).isEqualTo("person");
    assertThat(order.getInt("files")).isEqualTo(1);
    assertThat(order.getInt("requests")).isEqualTo(1);
    assertThat(ordered.asString()).doesNotContain(person);
    assertThat(requests.find(request).statusCode()).isEqualTo(404);
    assertThat(files.metadata(file).statusCode()).isEqualTo(404);
    assertErased(upload(request));
    assertThat(files.request().delete("/v1/people/" + person).statusCode()).isEqualTo(404);
    run();
    assertThat(files.request().get(ordered.header("Location")).jsonPath().getString("finishedAt"))
        .isNotNull();
    assertNoneLeft(ofTheFile);
    assertNoneLeft(firstName, lastName, prompt, person, user);
    Eventually.holdsWithin(A_LEASE, () -> assertThat(Storage.rows(pending(request))).isEmpty());
    run();
    assertThat(Storage.rows("select id::text from file_request where id = '" + request + "'"))
        .isEmpty();
    assertThat(
            Storage.rows(
                "select action from audit_record where target_id = '"
                    + order.getString("id")
                    + "'"))
        .contains("person.erase");
  }

  @Test
  void takesOnlyTheNameOfAMemberOfStaff() throws Exception {
    String staff = "Dr Rachel " + mark;
    JsonPath asked =
        requests.create(
            """
            {"type": "any", "prompt": "Show it.", "staffId": "s1", "staffName": "%s"}
            """
                .formatted(staff));
    String request = asked.getString("id");
    String file = files.uploadOne(UploadDocument.of("x").fileRequest(request));
    String person = asked.getString("staffUser.id");

    files.request().delete("/v1/people/" + person).then().statusCode(202);
    run();

    JsonPath left = requests.find(request).then().statusCode(200).extract().jsonPath();
    assertThat(left.getString("staffUser")).isNull();
    assertThat(left.getString("prompt")).isEqualTo("Show it.");
    assertThat(files.metadata(file).statusCode()).isEqualTo(200);
    assertNoneLeft(staff, person);
  }

  @Test
  void erasesAPersonForWhoMayAndInItsAccountOnly() {
    String person = ask().getString("patientUser.id");
    String path = "/v1/people/" + person;

    assertThat(with(key.withScopes("requests:write")).delete(path).statusCode()).isEqualTo(403);
    assertThat(with(key.withScopes("files:write")).delete(path).statusCode()).isEqualTo(403);
    assertThat(with(TestKey.ofNewAccount()).delete(path).statusCode()).isEqualTo(404);
    assertThat(with(key).delete("/v1/people/nobody").statusCode()).isEqualTo(404);
    assertThat(ask().getString("patientUser.id")).isEqualTo(person);
    with(key).delete(path).then().statusCode(202);
    assertThat(ask().getString("patientUser.id")).isNotEqualTo(person);
  }

  private static RequestSpecification with(TestKey key) {
    return FilesApi.of(key).request();
  }

  @Test
  void leavesNothingOfWhatATargetSaysOnlyThen() throws Exception {
    var erased = new CountDownLatch(1);
    receiver.does(
        (delivery, client) -> {
          erased.await();
          Receiver.text(500, name).answer(delivery, client);
        });
    String request = ask().getString("id");
    upload(request).then().statusCode(200);
    Eventually.holds(() -> assertThat(receiver.deliveries()).isNotEmpty());

    erase();
    run();
    erased.countDown();

    Eventually.holds(() -> assertThat(dumpedOf("delivery_attempt")).contains(",500,"));
    assertNoneLeft(ofTheFile);
  }

  /** Else an erasure would not find it any more. */
  @Test
  void leavesNothingOfFilesThatWereRemovedBefore() throws Exception {
    String request = ask().getString("id");
    String id = upload(request).jsonPath().getString("[0].id");
    files.delete(id).then().statusCode(204);
    Eventually.holdsWithin(A_LEASE, () -> assertThat(Storage.rows(pending(request))).isEmpty());
    clock.advance(Duration.ofHours(24).plusMinutes(1));

    run();

    assertThat(Storage.rows("select id::text from stored_file where id = '" + id + "'")).isEmpty();
    assertNoneLeft(ofTheFile);
  }

  @Test
  void takesNothingFromOthers() throws Exception {
    String request = ask().getString("id");
    upload(request).then().statusCode(200);
    String others = UUID.randomUUID().toString();
    Response other = upload(UploadDocument.of("x").user(others), UUID.randomUUID().toString());
    String kept = UUID.randomUUID().toString();
    upload(UploadDocument.of("y").user(others), kept).then().statusCode(200);

    erase();
    run();

    Response again = upload(UploadDocument.of("y").user(others), kept);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(files.download(other.jsonPath().getString("[0].id")).asString()).isEqualTo("x");
    assertThat(requests.find(request).jsonPath().getString("patientUser.firstName"))
        .isEqualTo(firstName);
  }

  /** Whose events go to the receiver. */
  private JsonPath ask() {
    return requests.create(
        """
        {"type": "any", "prompt": "%s", "patientFirstName": "%s", "patientLastName": "%s",
         "patientMobile": "+61491570156", "filesUpdateWebhookUrl": "%s"}
        """
            .formatted(prompt, firstName, lastName, receiver.url("/")));
  }

  private Response upload(String request) {
    return upload(
        UploadDocument.empty()
            .file(name, "text/plain", contents.getBytes(StandardCharsets.UTF_8))
            .with("description", description)
            .user(user)
            .fileRequest(request),
        once);
  }

  private Response upload(UploadDocument document, String idempotencyKey) {
    return files
        .request()
        .header("Idempotency-Key", idempotencyKey)
        .contentType("application/json")
        .body(document.bytes())
        .post("/v1/files");
  }

  /** The path of the erasure. */
  private String erase() {
    return files
        .request()
        .delete("/v1/users/" + user + "/files")
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  private void run() {
    schedule.run().await().atMost(PATIENCE);
  }

  private void assertErased(Response answer) {
    assertThat(answer.statusCode()).isEqualTo(410);
    JsonPath problem = answer.jsonPath();
    assertThat(problem.getString("code")).isEqualTo("erased");
    assertThat(problem.getString("error")).isNotBlank();
    assertThat(problem.getMap("")).containsOnlyKeys("error", "code", "path");
    assertThat(answer.asString()).doesNotContain(ofTheFile);
  }

  private static void assertThin(Receiver.Delivery delivery, String request) {
    JsonPath event = JsonPath.from(delivery.body());
    assertThat(event.getMap("event.fileRequest")).isEqualTo(Map.of("id", request));
    assertThat(event.getString("event.id")).isEqualTo(delivery.header("webhook-id"));
    assertThat(event.getString("event.type")).isEqualTo(WebhooksApi.TYPE);
    assertThat(event.getString("event.createdAt")).endsWith("+00:00");
    assertThat(event.getList("event.addedFileIds").size() + removed(event).size()).isEqualTo(1);
  }

  private static List<String> removed(JsonPath event) {
    return event.getList("event.removedFileIds");
  }

  private static void assertNoneLeft(String... texts) throws Exception {
    assertThat(Storage.dump())
        .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(texts));
  }

  private static String dumpedOf(String table) throws Exception {
    return String.join("\n", Storage.rows("select t::text from " + table + " t"));
  }

  private static String pending(String request) {
    return "select id::text from delivery where status = 'pending' and file_request_id = '"
        + request
        + "'";
  }
}
