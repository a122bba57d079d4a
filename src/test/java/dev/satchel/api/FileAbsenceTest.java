package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that expired, were deleted or belong to others: no call shows anything of them. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class FileAbsenceTest {

  private static final UploadDocument PICTURE =
      UploadDocument.empty()
          .file("a.jpg", "image/jpeg", Pictures.jpeg(400, 300))
          .expiryInterval(3600);

  private final FilesApi api = FilesApi.of(TestKey.ofNewAccount());

  @Inject SettableClock clock;

  @AfterEach
  void setTheClock() {
    clock.reset();
  }

  @Test
  void aFileIsThereUntilItExpires() {
    clock.stopAt(Instant.parse("2026-03-01T12:00:00.000001Z"));
    String id = api.uploadOne(PICTURE);
    String expiresAt = api.metadata(id).jsonPath().getString("expiresAt");
    assertThat(OffsetDateTime.parse(expiresAt).toInstant())
        .isEqualTo("2026-03-01T13:00:00.000001Z");

    clock.advance(Duration.ofHours(1).minusNanos(1000));
    assertPresent(id);
    clock.advance(Duration.ofNanos(1000));
    assertAbsent(api, id);
    clock.advance(Duration.ofDays(1));
    assertAbsent(api, id);
  }

  @Test
  void aFileWithoutAnIntervalStays() {
    String id = api.uploadOne(UploadDocument.of("x"));

    clock.advance(Duration.ofDays(40_000));

    assertThat(api.download(id).asString()).isEqualTo("x");
  }

  @Test
  void aDeletedFileIsAbsent() {
    String id = api.uploadOne(PICTURE);
    String other = api.uploadOne(UploadDocument.of("x"));

    Response answer = api.delete(id);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.asByteArray()).isEmpty();
    assertAbsent(api, id);
    assertThat(api.download(other).statusCode()).isEqualTo(200);
  }

  @Test
  void aFileOfAnotherAccountIsAbsent() {
    String id = api.uploadOne(PICTURE);

    assertAbsent(FilesApi.of(TestKey.ofNewAccount()), id);

    assertPresent(id);
  }

  /** Those that are asked for at once are looked up with one statement. */
  @Test
  void filesOfOthersThatAreAskedForAtTheSameTimeAreAbsent() throws Exception {
    FilesApi other = FilesApi.of(TestKey.ofNewAccount());
    List<String> own = Stream.generate(() -> api.uploadOne(PICTURE)).limit(3).toList();
    List<String> foreign = Stream.generate(() -> other.uploadOne(PICTURE)).limit(3).toList();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      boolean first = i % 2 == 0;
      boolean theirs = i / 2 % 2 == 0;
      FilesApi caller = first ? api : other;
      String id = (first ^ theirs ? own : foreign).get(i % 3);
      String size = "2%02dx140".formatted(i % 3);
      calls.add(
          () -> {
            assertThat(caller.thumbnail(id, size).statusCode()).isEqualTo(theirs ? 404 : 200);
            return caller.metadata(id).statusCode() == (theirs ? 404 : 200);
          });
    }

    try (var threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> asExpected : threads.invokeAll(calls)) {
        assertThat(asExpected.get()).isTrue();
      }
    }
  }

  @Test
  void whatIsNoIdIsAbsent() {
    for (String id : new String[] {"x", "%C3%BC", "9d6ad525-90c6-4c03-8f05-63584ee20a29", "1'--"}) {
      assertAbsent(api, id);
    }
  }

  private void assertPresent(String id) {
    assertThat(calls(api, id)).extracting(Response::statusCode).containsOnly(200);
    assertThat(api.list("").jsonPath().getList("files.id")).contains(id);
  }

  private static void assertAbsent(FilesApi api, String id) {
    assertThat(Stream.concat(calls(api, id), Stream.of(api.delete(id))))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(404);
              assertThat(answer.asByteArray()).isEmpty();
            });
    assertThat(api.list("").jsonPath().getList("files.id")).doesNotContain(id);
  }

  private static Stream<Response> calls(FilesApi api, String id) {
    return Stream.of(
        api.download(id), api.head(id), api.metadata(id), api.thumbnail(id, "200x140"));
  }
}
