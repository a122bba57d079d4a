package dev.satchel.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.file.ComparisonPass;
import dev.satchel.file.ExpiryPass;
import dev.satchel.file.PurgePass;
import dev.satchel.intake.LeftUploadsPass;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random uploads, deletes, erasures, jumps of the clock, lost batches and passes side by side,
 * beside a model that says which files are alive.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RetentionModelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STEPS = 60;

  @Inject ExpiryPass expiry;
  @Inject PurgePass purge;
  @Inject LeftUploadsPass uploads;
  @Inject ComparisonPass comparison;
  @Inject SettableClock clock;

  /** A file as the model knows it. */
  private record Known(String user, Instant expiresAt, boolean answers) {}

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi files = FilesApi.of(key);
  private final Map<String, Known> alive = new HashMap<>();
  private final List<String> removedAnswers = new ArrayList<>();
  private final List<String> users =
      List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());

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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsExactlyWhatIsAlive(long seed) throws Exception {
    var random = new Random(seed);
    String request = FileRequestsApi.of(key).open("any");
    for (int step = 0; step < STEPS; step++) {
      act(random, request);
      expire();
    }

    clock.advance(Duration.ofHours(60));
    expire();
    passes();
    clock.advance(Duration.ofHours(25));
    for (int i = 0; i < 3; i++) {
      passes();
    }

    assertThat(Storage.rows("select id::text from stored_file"))
        .containsExactlyInAnyOrderElementsOf(alive.keySet());
    assertThat(Storage.objects())
        .containsExactlyInAnyOrderElementsOf(Storage.rows("select object_key from stored_file"));
    assertThat(Storage.multipartUploads()).isEmpty();
    assertThat(told(request)).containsExactlyInAnyOrderElementsOf(removedAnswers);
  }

  private void act(Random random, String request) throws Exception {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> upload(random, request);
      case 4 -> {
        if (!alive.isEmpty()) {
          String id = alive.keySet().stream().sorted().findFirst().orElseThrow();
          files.delete(id).then().statusCode(204);
          gone(id);
        }
      }
      case 5 -> {
        String user = users.get(random.nextInt(users.size()));
        if (random.nextInt(4) == 0) {
          files.request().delete("/v1/users/" + user + "/files").then().statusCode(202);
          alive.entrySet().stream()
              .filter(it -> it.getValue().user().equals(user))
              .map(Map.Entry::getKey)
              .toList()
              .forEach(this::gone);
        }
      }
      case 6 -> clock.advance(Duration.ofMinutes(random.nextInt(30 * 60)));
      case 7 -> crash(random);
      default -> passes();
    }
  }

  private void upload(Random random, String request) {
    String user = users.get(random.nextInt(users.size()));
    var document = UploadDocument.of(UploadDocument.random(100, random.nextLong())).user(user);
    boolean answers = random.nextBoolean();
    if (answers) {
      document.fileRequest(request);
    }
    int seconds = 1 + random.nextInt(50 * 3600);
    boolean expires = random.nextBoolean();
    if (expires) {
      document.expiryInterval(seconds);
    }
    JsonPath answer = files.post(document).then().statusCode(200).extract().jsonPath();
    Instant until =
        expires ? OffsetDateTime.parse(answer.getString("[0].expiresAt")).toInstant() : Instant.MAX;
    alive.put(answer.getString("[0].id"), new Known(user, until, answers));
  }

  /** What a process leaves that dies between two steps. */
  private void crash(Random random) throws Exception {
    if (random.nextBoolean()) {
      UUID upload = UUID.randomUUID();
      Storage.put(upload + "/0", "left");
      Storage.rows(
          "insert into pending_upload (id, created_at) values ('"
              + upload
              + "', '"
              + clock.instant()
              + "') returning id::text");
    } else {
      for (String object :
          Storage.rows(
              "update stored_file set removing_until = '"
                  + clock.instant().plusSeconds(600)
                  + "' where deleted_at < '"
                  + clock.instant().minus(Duration.ofHours(24))
                  + "' returning object_key")) {
        Storage.delete(object);
      }
    }
  }

  private void passes() {
    Uni.join()
        .all(expiry.batch(), purge.batch(), uploads.batch(), purge.batch(), expiry.batch())
        .andFailFast()
        .await()
        .atMost(PATIENCE);
    assertThat(comparison.compare().await().atMost(PATIENCE).missing()).isZero();
  }

  private void expire() {
    Instant now = clock.instant();
    alive.entrySet().stream()
        .filter(it -> !it.getValue().expiresAt().isAfter(now))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::gone);
  }

  private void gone(String id) {
    Known file = alive.remove(id);
    if (file != null && file.answers()) {
      removedAnswers.add(id);
    }
  }

  private static List<String> told(String request) throws Exception {
    var told = new ArrayList<String>();
    for (String payload :
        Storage.rows("select payload from event where file_request_id = '" + request + "'")) {
      told.addAll(JsonPath.from(payload).getList("event.removedFileIds", String.class));
    }
    return told;
  }
}
