package dev.satchel.api;

import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestServer;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.UploadsApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database or the object store goes away: clients are told to come again, nothing becomes
 * visible, whatever is left behind is on record, and the service recovers by itself.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(OutageTest.ShortDeadlines.class)
class OutageTest {

  /** Gives up on the store soon. */
  public static class ShortDeadlines implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "satchel.s3.attempt-timeout", "2s",
          "satchel.s3.write-timeout", "6s",
          "satchel.api.database-timeout", "2s");
    }
  }

  private static final byte[] LARGE =
      UploadDocument.of(UploadDocument.random(20_000_000, 1)).bytes();

  /** Time for uploads that the short deadlines refuse on a busy machine. */
  private static final Duration SETUP = Duration.ofMinutes(1);

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @Inject BufferBudget budget;

  private int filesBefore;

  /** What is done for the first time takes longer than the deadlines on a busy machine. */
  @BeforeEach
  void warmUp() throws Exception {
    String id = uploaded("warm".getBytes(StandardCharsets.UTF_8));
    Eventually.holds(() -> assertThat(api.download(id).asString()).isEqualTo("warm"));
    Storage.clearLeftovers();
  }

  @AfterEach
  void recovers() throws Exception {
    TestServer.S3.start();
    TestServer.POSTGRESQL.start();
    Eventually.holds(
        () -> assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(200));
    Eventually.holds(() -> assertThat(budget.reservedBytes()).as("reserved").isZero());
    settle();
    assertThat(Storage.files()).isEqualTo(filesBefore);
    assertThat(Storage.objectsWithoutOwner()).isEmpty();
    Storage.clearLeftovers();
    Eventually.holds(() -> api.post(UploadDocument.of("after")).then().statusCode(200));
  }

  @ParameterizedTest
  @EnumSource
  void readinessTells(TestServer server) throws Exception {
    server.stop();

    Eventually.holds(
        () -> assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(503));
    assertThat(Management.get("/q/health/live").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void refusesUploadsMeanwhile(TestServer server) throws Exception {
    server.stop();

    assertUnavailable(api.post(UploadDocument.of("x")));
  }

  /** Clients take 503 for the end of the upload. */
  @Test
  void lockedIsHowAResumableUploadTellsOfIt() throws Exception {
    var uploads = new UploadsApi(api);
    String id = uploads.begin(5);
    TestServer.POSTGRESQL.stop();

    Response head = uploads.head(id);

    assertThat(head.statusCode()).isEqualTo(423);
    assertThat(head.header("Retry-After")).isNotNull();
    assertUnavailable(uploads.append(id, 0, new byte[5]));
    TestServer.POSTGRESQL.start();
    Eventually.holds(() -> assertThat(uploads.offset(id)).isZero());
    uploads.append(id, 0, new byte[2]).then().statusCode(204);
    TestServer.S3.stop();
    assertUnavailable(uploads.append(id, 2, new byte[3]));
    TestServer.S3.start();
    Eventually.holds(() -> uploads.append(id, 2, new byte[3]).then().statusCode(204));
    assertThat(api.delete(id).statusCode()).isEqualTo(204);
    filesBefore++;
  }

  @Test
  void refusesDownloadsMeanwhile() throws Exception {
    String id = uploaded("kept".getBytes(StandardCharsets.UTF_8));
    TestServer.S3.stop();

    assertUnavailable(api.download(id));

    TestServer.S3.start();
    Eventually.holds(() -> assertThat(api.download(id).asString()).isEqualTo("kept"));
    TestServer.POSTGRESQL.stop();
    assertUnavailable(api.download(id));
    assertUnavailable(api.list("limit=1"));
    assertUnavailable(api.delete(id));
  }

  @Test
  void endsUploadsThatTheStoreLeavesInTheMiddle() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      client.send(Arrays.copyOf(LARGE, 15_000_000));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      TestServer.S3.stop();
      sendQuietly(client, Arrays.copyOfRange(LARGE, 15_000_000, LARGE.length));

      assertUnavailable(client.answer());
    }
  }

  @Test
  void endsUploadsThatTheStoreNoLongerAnswers() throws Exception {
    TestServer.S3.pause();
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      sendQuietly(client, LARGE);

      assertUnavailable(client.answer());
    } finally {
      TestServer.S3.resume();
    }
  }

  @Test
  void breaksDownloadsOffThatTheStoreNoLongerFeeds() throws Exception {
    String id = uploaded(UploadDocument.random(20_000_000, 5));
    try (var client = RawConnection.slowReader()) {
      client.send(RawConnection.head("GET /v1/files/" + id + " HTTP/1.1", api.key()));
      assertThat(client.isSilentFor(Duration.ofSeconds(10))).isFalse();
      TestServer.S3.pause();

      assertThat(client.answer().isWhole()).isFalse();
      assertThat(client.ends()).isTrue();
    } finally {
      TestServer.S3.resume();
    }
  }

  @Test
  void waitsForReadersLongerThanForTheStore() throws Exception {
    String id = uploaded(UploadDocument.random(20_000_000, 7));

    try (var client = RawConnection.slowReader()) {
      client.send(RawConnection.head("GET /v1/files/" + id + " HTTP/1.1", api.key()));
      assertThat(client.isSilentFor(Duration.ofSeconds(10))).isFalse();
      Thread.sleep(5_000); // the store may take twice the attempt's 2 s

      assertThat(client.answer().isWhole()).isTrue();
    }
  }

  @Test
  void breaksDownloadsOffThatTheStoreCuts() throws Exception {
    String id = uploaded(UploadDocument.random(20_000_000, 6));
    try (var client = RawConnection.slowReader()) {
      client.send(RawConnection.head("GET /v1/files/" + id + " HTTP/1.1", api.key()));
      assertThat(client.isSilentFor(Duration.ofSeconds(10))).isFalse();
      TestServer.S3.stop();

      assertThat(client.answer().isWhole()).isFalse();
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void refusesCallsWhileTheDatabaseSaysNothing() throws Exception {
    TestServer.POSTGRESQL.pause();
    try {
      assertUnavailable(api.post(UploadDocument.of("x")));
      assertUnavailable(api.list("limit=1"));
    } finally {
      TestServer.POSTGRESQL.resume();
    }
  }

  @Test
  void losesNothingWhenTheDatabaseFallsSilentBeforeTheCommit() throws Exception {
    byte[] document = UploadDocument.of(UploadDocument.random(9_000_000, 4)).bytes();
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + document.length));
      client.send(Arrays.copyOf(document, document.length - 1));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      TestServer.POSTGRESQL.pause();
      client.send(new byte[] {document[document.length - 1]});

      assertUnavailable(client.answer());
    } finally {
      TestServer.POSTGRESQL.resume();
    }
    settle();
    // The commit was on its way, so it may have been done; then there is no row that owns the blob.
    assertThat(Storage.files() - filesBefore + Storage.rows("select id from pending_upload").size())
        .isEqualTo(1);
    filesBefore = Storage.files();
  }

  @Test
  void losesNothingWhenTheDatabaseGoesBeforeTheCommit() throws Exception {
    byte[] document = UploadDocument.of(UploadDocument.random(9_000_000, 2)).bytes();
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + document.length));
      client.send(Arrays.copyOf(document, document.length - 1));
      Eventually.holds(() -> assertThat(Storage.multipartUploads()).isNotEmpty());
      TestServer.POSTGRESQL.stop();
      client.send(new byte[] {document[document.length - 1]});

      assertUnavailable(client.answer());
    }
  }

  /** Uploads what is there before the outage, which counts only then. */
  private String uploaded(byte[] contents) throws Exception {
    String id = Eventually.givesWithin(SETUP, () -> api.uploadOne(UploadDocument.of(contents)));
    filesBefore = Storage.files();
    return id;
  }

  /** What was on its way to a server has been done then, or never will be. */
  private static void settle() throws IOException {
    for (TestServer server : TestServer.values()) {
      server.stop();
      server.start();
    }
  }

  private static void sendQuietly(RawConnection client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException answered) {
      // The service may close as soon as it has answered.
    }
  }

  private static void assertUnavailable(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.jsonPath().getString("code")).endsWith("_unavailable");
    assertThat(answer.jsonPath().getString("error")).doesNotContain("127.0.0.1", "localhost");
  }

  private static void assertUnavailable(RawAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(answer.text()).contains("_unavailable\"");
  }
}
