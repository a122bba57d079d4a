package dev.satchel.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.erasure.ErasurePass;
import dev.satchel.file.ComparisonPass;
import dev.satchel.file.ExpiryPass;
import dev.satchel.file.PurgePass;
import dev.satchel.intake.LeftUploadsPass;
import dev.satchel.problem.ProblemException;
import dev.satchel.retention.Pass.Batch;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.TestServer;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.UploadsApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RetentionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofHours(24);

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi files = FilesApi.of(key);
  private final FileRequestsApi requests = FileRequestsApi.of(key);

  @Inject ExpiryPass expiry;
  @Inject PurgePass purge;
  @Inject LeftUploadsPass uploads;
  @Inject ComparisonPass comparison;
  @Inject RetentionSchedule schedule;
  @Inject ErasurePass erasures;
  @Inject SettableClock clock;

  /** What other tests have left is not what is looked at here. */
  @BeforeEach
  void startTidy() throws Exception {
    clock.reset();
    Storage.clearLeftovers();
    Storage.rows("delete from stored_file returning id::text");
    Storage.objects().forEach(Storage::delete);
  }

  @AfterEach
  void setTheClock() {
    clock.reset();
  }

  @Test
  void tellsOnceOfEachRequestWhoseFilesHaveExpired() throws Exception {
    String request = requests.open("any");
    List<String> ids =
        files.upload(
            UploadDocument.of("a")
                .file("b", "a/b", new byte[2])
                .fileRequest(request)
                .expiryInterval(60));
    files.uploadOne(UploadDocument.of("stays").fileRequest(request));
    assertThat(await(expiry.batch()).removed()).isZero();

    clock.advance(Duration.ofMinutes(1));
    List<Batch> both = await(Uni.join().all(expiry.batch(), expiry.batch()).andFailFast());

    assertThat(both.stream().mapToLong(Batch::removed).sum()).isEqualTo(2);
    assertThat(await(expiry.batch()).removed()).isZero();
    List<String> events = payloads(request);
    assertThat(events).hasSize(3);
    JsonPath removal = JsonPath.from(events.getLast());
    assertThat(removal.getList("event.removedFileIds")).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(removal.getList("event.fileRequest.files")).hasSize(1);
  }

  @Test
  void tellsOfWhatIsErasedBetweenItsExpiryAndThePass() throws Exception {
    String user = UUID.randomUUID().toString();
    String request = requests.open("any");
    String told = files.uploadOne(expiringOf(request).user(user));
    clock.advance(Duration.ofMinutes(1));
    await(expiry.batch());
    String untold = files.uploadOne(expiringOf(request).user(user));
    clock.advance(Duration.ofMinutes(1));

    files.request().delete("/v1/users/" + user + "/files").then().statusCode(202);
    await(expiry.batch());

    assertThat(payloads(request).stream().map(it -> JsonPath.from(it)))
        .extracting(it -> it.getList("event.removedFileIds"))
        .containsExactly(List.of(), List.of(told), List.of(), List.of(untold));
  }

  @Test
  void removesNothingOfWhichNobodyHasBeenToldYet() throws Exception {
    String request = requests.open("any");
    files.uploadOne(expiringOf(request));
    clock.advance(GRACE.plusMinutes(2));

    assertThat(all(purge).seen()).isZero();
    await(expiry.batch());

    assertThat(all(purge).removed()).isEqualTo(1);
    assertThat(payloads(request)).hasSize(2);
  }

  private static UploadDocument expiringOf(String request) {
    return UploadDocument.of("x").fileRequest(request).expiryInterval(60);
  }

  @Test
  void removesNothingBeforeTheTimeOfGraceAndEverythingAfterIt() throws Exception {
    String expiring = files.uploadOne(UploadDocument.of("a").expiryInterval(60));
    String deleted = files.uploadOne(UploadDocument.of("b"));
    String alive = files.uploadOne(UploadDocument.of("c"));
    files.delete(deleted);
    clock.advance(Duration.ofMinutes(1));

    clock.advance(GRACE.minusMinutes(2));
    assertThat(all(purge).seen()).isZero();
    assertThat(Storage.objects()).hasSize(3);

    clock.advance(Duration.ofMinutes(2));
    assertThat(all(purge).removed()).isEqualTo(2);
    assertThat(Storage.objects()).containsExactly(Storage.objectKey(alive));
    assertThat(
            Storage.rows(
                "select id::text from stored_file where id in ('"
                    + expiring
                    + "','"
                    + deleted
                    + "')"))
        .isEmpty();
    assertThat(files.download(alive).asString()).isEqualTo("c");
  }

  @Test
  void sharesAPurgeWithoutDoingAThingTwice() throws Exception {
    for (int i = 0; i < 30; i++) {
      files.delete(files.uploadOne(UploadDocument.of("x" + i)));
    }
    clock.advance(GRACE.plusSeconds(1));

    List<Batch> passes =
        await(Uni.join().all(purge.batch(), purge.batch(), purge.batch()).andFailFast());

    assertThat(passes.stream().mapToLong(Batch::seen).sum()).isEqualTo(30);
    assertThat(passes.stream().mapToLong(Batch::removed).sum()).isEqualTo(30);
    assertThat(Storage.objects()).isEmpty();
  }

  @Test
  void finishesAPurgeThatEndedBetweenBlobsAndRows() throws Exception {
    String id = files.uploadOne(UploadDocument.of("x"));
    files.delete(id);
    clock.advance(GRACE.plusSeconds(1));
    Storage.rows(
        "update stored_file set removing_until = now() + interval '30 hours' where id = '"
            + id
            + "' returning id::text");
    Storage.remove(id);
    assertThat(all(purge).seen()).isZero();

    clock.advance(Duration.ofHours(30));

    assertThat(all(purge).removed()).isEqualTo(1);
    Storage.assertTidy();
  }

  @Test
  void keepsTheRowsOfBlobsThatTheStoreDoesNotRemove() throws Exception {
    String id = files.uploadOne(UploadDocument.of("x"));
    String left = UUID.randomUUID().toString();
    files.delete(id);
    Storage.rows(
        "insert into pending_upload (id, created_at) values ('" + left + "', now()) returning id");
    clock.advance(GRACE.plusMinutes(1));
    TestServer.S3.stop();
    try {
      assertThatThrownBy(() -> await(purge.batch())).isInstanceOf(ProblemException.class);
      assertThat(await(uploads.batch()).failed()).isEqualTo(1);
    } finally {
      TestServer.S3.start();
    }
    assertThat(Storage.rows("select id from stored_file where id = '" + id + "'")).hasSize(1);
    assertThat(Storage.rows("select id from pending_upload")).hasSize(1);

    clock.advance(Duration.ofMinutes(11));

    assertThat(all(purge).removed()).isEqualTo(1);
    assertThat(all(uploads).removed()).isEqualTo(1);
    Storage.assertTidy();
  }

  @Test
  void removesWhatACrashedUploadHasLeft() throws Exception {
    UUID upload = UUID.randomUUID();
    Storage.put(upload + "/0", "left");
    Storage.begin(upload + "/1");
    Storage.rows(
        "insert into pending_upload (id, created_at) values ('"
            + upload
            + "', now()) returning id::text");
    assertThat(all(uploads).seen()).isZero();

    clock.advance(GRACE.plusSeconds(60));

    assertThat(all(uploads).removed()).isEqualTo(1);
    Storage.assertTidy();
  }

  /** In part in a multipart upload, and in part in a piece. */
  @Test
  void removesAResumableUploadThatIsNotFinishedInTime() throws Exception {
    var resumable = new UploadsApi(files);
    String id = resumable.begin(20_000_000);
    resumable.append(id, 0, UploadDocument.random(9_000_000, 4)).then().statusCode(204);
    resumable.begin(0);
    clock.advance(GRACE.minusSeconds(60));
    all(uploads);
    await(comparison.compare());
    assertThat(resumable.offset(id)).isEqualTo(9_000_000);

    clock.advance(Duration.ofMinutes(2));

    assertThat(resumable.head(id).statusCode()).isEqualTo(404);
    assertThat(all(uploads).removed()).isEqualTo(1);
    Storage.assertTidy();
    assertThat(Storage.rows("select id::text from resumable_upload")).isEmpty();
  }

  /** What a crash leaves between two lines. */
  @Test
  void aComparisonRemovesPiecesOfAFileThatIsFinished() throws Exception {
    String id = new UploadsApi(files).begin(0);
    Storage.put(id + "/0-piece-7", "left");

    clock.advance(GRACE.plusSeconds(60));
    await(comparison.compare());

    assertThat(Storage.objects()).containsExactly(Storage.objectKey(id));
  }

  @Test
  void neverTakesTheBlobsOfAnUploadThatEndsWell() throws Exception {
    byte[] document = UploadDocument.of(UploadDocument.random(9_000_000, 3)).bytes();
    int half = document.length - 1000;
    try (var slow = RawConnection.open()) {
      slow.send(
          RawConnection.head(
              "POST /v1/files HTTP/1.1", key.value(), "Content-Length: " + document.length));
      slow.send(Arrays.copyOf(document, half));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());

      clock.advance(GRACE.plusSeconds(60));
      all(uploads);
      await(comparison.compare());
      slow.send(Arrays.copyOfRange(document, half, document.length));

      assertThat(slow.answer().status()).isEqualTo(503);
    }
    assertThat(files.list("").jsonPath().getList("files")).isEmpty();
    Storage.assertTidy();
  }

  @Test
  void findsObjectsWithoutOwnersAndFilesWithoutObjects() throws Exception {
    String alive = files.uploadOne(UploadDocument.of("alive"));
    String robbed = files.uploadOne(UploadDocument.of("robbed"));
    Storage.remove(robbed);
    String orphan = UUID.randomUUID() + "/0";
    Storage.put(orphan, "orphan");
    Storage.put("somebody/else.txt", "foreign");

    assertThat(await(comparison.compare()).orphans()).isZero();
    clock.advance(GRACE.plusSeconds(60));
    var findings = await(comparison.compare());

    assertThat(findings.orphans()).isEqualTo(1);
    assertThat(findings.removed()).isEqualTo(1);
    assertThat(findings.missing()).isEqualTo(1);
    assertThat(Storage.objects())
        .containsExactlyInAnyOrder(Storage.objectKey(alive), "somebody/else.txt");
    assertThat(files.metadata(robbed).statusCode()).isEqualTo(200);
    Storage.delete("somebody/else.txt");
    files.delete(robbed);
  }

  @Test
  void comparesOnceInAllReplicas() throws Exception {
    Storage.rows("delete from retention_lease returning kind");
    clock.advance(Duration.ofDays(500));
    Storage.put(UUID.randomUUID() + "/0", "orphan");

    List<Batch> passes =
        await(Uni.join().all(comparison.batch(), comparison.batch()).andFailFast());

    assertThat(passes.stream().mapToLong(Batch::removed).sum()).isEqualTo(1);
    Storage.rows("delete from retention_lease returning kind");
  }

  @Test
  void erasesAUserAtOnceAndProvesIt() throws Exception {
    String user = UUID.randomUUID().toString();
    String request = requests.open("any");
    String answering = files.uploadOne(UploadDocument.of("a").user(user).fileRequest(request));
    files.delete(files.uploadOne(UploadDocument.of("b").user(user)));
    String others = files.uploadOne(UploadDocument.of("c"));

    Response ordered = files.request().delete("/v1/users/" + user + "/files");

    assertThat(ordered.statusCode()).isEqualTo(202);
    assertThat(ordered.jsonPath().getInt("files")).isEqualTo(2);
    String job = ordered.header("Location");
    assertThat(files.download(answering).statusCode()).isEqualTo(404);
    assertThat(JsonPath.from(payloads(request).getLast()).getList("event.removedFileIds"))
        .containsExactly(answering);
    assertThat(files.request().get(job).jsonPath().getString("finishedAt")).isNull();

    all(purge);
    all(erasures);

    JsonPath finished = files.request().get(job).jsonPath();
    assertThat(finished.getString("finishedAt")).isNotNull();
    assertThat(finished.getInt("remaining")).isZero();
    assertThat(Storage.objects()).containsExactly(Storage.objectKey(others));
    assertThat(FilesApi.of(TestKey.ofNewAccount()).request().get(job).statusCode()).isEqualTo(404);
    assertThat(
            FilesApi.of(key.withScopes("files:read"))
                .request()
                .delete("/v1/users/" + user + "/files")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void anErasureThatIsOrderedAgainCountsWhatTheFirstHasLeft() throws Exception {
    String user = UUID.randomUUID().toString();
    files.uploadOne(UploadDocument.of("a").user(user));
    String path = "/v1/users/" + user + "/files";
    files.request().delete(path);

    JsonPath again = files.request().delete(path).jsonPath();

    assertThat(again.getInt("files")).isZero();
    assertThat(again.getInt("remaining")).isEqualTo(1);
    String job = "/v1/erasures/" + again.getString("id");
    all(erasures);
    assertThat(files.request().get(job).jsonPath().getString("finishedAt")).isNull();
    all(purge);
    all(erasures);
    assertThat(files.request().get(job).jsonPath().getString("finishedAt")).isNotNull();
  }

  @Test
  void reportsWhatWasDone() throws Exception {
    files.delete(files.uploadOne(UploadDocument.of("x")));
    clock.advance(GRACE.plusHours(1));

    JsonPath before =
        files.request().get("/v1/retention").then().statusCode(200).extract().jsonPath();
    assertThat(before.getInt("due")).isEqualTo(1);
    assertThat(before.getInt("overdueSeconds")).isBetween(3590, 3610);
    await(schedule.tell());
    await(schedule.run());

    JsonPath after = files.request().get("/v1/retention").jsonPath();
    assertThat(after.getInt("due")).isZero();
    assertThat(after.getInt("purgedLastDay")).isPositive();
    assertThat(after.getList("passes.kind"))
        .containsExactlyInAnyOrder(
            "comparison", "erasure", "expiry", "history", "people", "purge", "requests", "uploads");
    assertThat(
            FilesApi.of(key.withScopes("files:read")).request().get("/v1/retention").statusCode())
        .isEqualTo(403);
    assertThat(Metrics.all()).contains("satchel_retention_removed_total{kind=\"purge\"}");
  }

  @Test
  void reportsNothingOfAnotherAccount() {
    FilesApi stranger = FilesApi.of(TestKey.ofNewAccount());
    files.delete(files.uploadOne(UploadDocument.of("x")));
    files.delete(files.uploadOne(UploadDocument.of("x")));
    clock.advance(GRACE.plusHours(1));
    stranger.delete(stranger.uploadOne(UploadDocument.of("y")));

    JsonPath before = stranger.request().get("/v1/retention").jsonPath();
    await(purge.batch());
    JsonPath after = stranger.request().get("/v1/retention").jsonPath();

    assertThat(before.getInt("due")).isZero();
    assertThat(before.getInt("overdueSeconds")).isZero();
    assertThat(after.getInt("purgedLastDay")).isZero();
    assertThat(files.request().get("/v1/retention").jsonPath().getInt("purgedLastDay"))
        .isEqualTo(2);
    assertThat(after.getMap("").keySet())
        .containsExactlyInAnyOrder("overdueSeconds", "due", "purgedLastDay", "passes");
    assertThat(after.getList("passes", Map.class))
        .allSatisfy(pass -> assertThat(pass).containsOnlyKeys("kind", "startedAt", "finishedAt"));
  }

  @Test
  void countsWhatWasRemovedForADay() throws Exception {
    files.delete(files.uploadOne(UploadDocument.of("x")));
    clock.advance(GRACE);
    await(purge.batch());
    clock.advance(Duration.ofHours(23));
    assertThat(files.request().get("/v1/retention").jsonPath().getInt("purgedLastDay"))
        .isEqualTo(1);

    clock.advance(Duration.ofHours(1));

    assertThat(files.request().get("/v1/retention").jsonPath().getInt("purgedLastDay")).isZero();
    await(purge.batch());
    assertThat(
            Storage.rows(
                "select files::text from purge_count where account_id = '" + key.account() + "'"))
        .isEmpty();
  }

  @Test
  void isUnwellWhereFilesAreOverdueForLongAndStaysReady() {
    files.delete(files.uploadOne(UploadDocument.of("x")));
    assertThat(Management.get("/q/health/well").statusCode()).isEqualTo(200);

    clock.advance(GRACE.plusHours(7));

    assertThat(Management.get("/q/health/well").statusCode()).isEqualTo(503);
    assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(200);
  }

  private static List<String> payloads(String request) throws Exception {
    return Storage.rows(
        "select payload from event where file_request_id = '" + request + "' order by sequence");
  }

  private static Batch all(Pass pass) {
    Batch sum = Batch.NONE;
    do {
      sum = sum.plus(await(pass.batch()));
    } while (sum.isFull());
    return sum;
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
