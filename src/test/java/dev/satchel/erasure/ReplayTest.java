package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.database.Database;
import dev.satchel.erasure.Replay.Replayed;
import dev.satchel.event.DeliveryGate;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.PurgePass;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyConfig;
import dev.satchel.privacy.PrivacyKeys;
import dev.satchel.testing.Backup;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Management;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** A restored backup does not bring back who was erased. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ReplayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER = "other:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi files = FilesApi.of(key);
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final String mark = UUID.randomUUID().toString().substring(24);
  private final String user = UUID.randomUUID().toString();

  @Inject @Readiness LedgerAtStart atStart;
  @Inject DeliveryGate gate;
  @Inject ReplayCommand command;
  @Inject Replay replay;
  @Inject ErasureLedger ledger;
  @Inject Subjects subjects;
  @Inject Sweep sweep;
  @Inject ErasedFiles erased;
  @Inject Database database;
  @Inject Clock clock;
  @Inject PurgePass purge;
  @Inject ErasurePass erasures;

  @Inject SmallRyeConfig config;

  @Test
  void erasesAgainAtStart() throws Exception {
    String file = upload(user, "rash-" + mark);
    JsonPath request = ask();
    String answer =
        files.uploadOne(UploadDocument.of("answer-" + mark).fileRequest(request.getString("id")));
    String others = files.uploadOne(UploadDocument.of("others").user(UUID.randomUUID().toString()));
    try (Backup backup = Backup.take()) {
      String ofUser = erase("/v1/users/" + user + "/files");
      String ofPerson = erase("/v1/people/" + request.getString("patientUser.id"));
      remove();
      backup.restoreAllBut();
      assertThat(files.metadata(file).statusCode()).isEqualTo(200);
      assertThat(requests.find(request.getString("id")).statusCode()).isEqualTo(200);

      await(atStart.prepare());

      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      assertThat(files.metadata(answer).statusCode()).isEqualTo(404);
      assertThat(requests.find(request.getString("id")).statusCode()).isEqualTo(404);
      assertThat(files.metadata(others).statusCode()).isEqualTo(200);
      assertThat(Management.get("/q/health/ready").statusCode()).isEqualTo(200);
      remove();
      assertFinished(ofUser);
      assertFinished(ofPerson);
    }
    assertThat(Storage.dump())
        .allSatisfy(
            (place, text) ->
                assertThat(text)
                    .as(place)
                    .doesNotContain(mark, user, request.getString("patientUser.id")));
  }

  @Test
  void leavesWhatCameAfterTheErasure() throws Exception {
    upload(user, "before");
    erase("/v1/users/" + user + "/files");
    remove();
    String after = upload(user, "after");

    assertThat(await(replay.all()).unreadable()).isZero();

    assertThat(files.download(after).asString()).isEqualTo("after");
  }

  /** The database knows of the erasure, so that nothing seems to be missing at start. */
  @Test
  void erasesAgainByCommandWhereOnlySomeTablesWereRestored() throws Exception {
    String file = upload(user, "rash-" + mark);
    try (Backup backup = Backup.take()) {
      String ofUser = erase("/v1/users/" + user + "/files");
      remove();
      backup.restoreAllBut("erasure");
      assertThat(await(replay.missing()).entries()).isZero();
      assertThat(files.metadata(file).statusCode()).isEqualTo(200);

      Command.Result result = await(command.run(Arguments.NONE));

      assertThat(result.isWell()).isTrue();
      assertThat(result.report()).contains("files erased again: 1");
      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      assertThat(files.request().get(ofUser).jsonPath().getString("finishedAt")).isNull();
      remove();
      assertFinished(ofUser);
    }
    assertThat(await(command.run(Arguments.NONE)).report()).contains("files erased again: 0");
  }

  @Test
  void needsTheKeyByWhichTheErasureWasHashed() throws Exception {
    String file = upload(user, "rash-" + mark);
    try (Backup backup = Backup.take()) {
      erase("/v1/users/" + user + "/files");
      remove();
      backup.restoreAllBut();

      Replayed without = await(replayBy(OTHER).missing());
      assertThat(without.unreadable()).isPositive();
      assertThat(files.metadata(file).statusCode()).isEqualTo(200);

      Replayed with =
          await(replayBy(OTHER + "," + config.getRawValue("satchel.privacy.key")).missing());
      assertThat(with.unreadable()).isZero();
      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      remove();
    }
  }

  @Test
  void isNotReadyAndDeliversNothingWhereErasuresCannotBeRead() throws Exception {
    String damaged = "satchel-service/erasures/" + UUID.randomUUID();
    Storage.put(damaged, "{\"kind\": \"nobody\"}");
    try {
      HealthCheckResponse strict = started("false");
      assertThat(strict.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
      assertThat(strict.getData().orElseThrow()).containsEntry("unreadable", 1L);
      assertThat(gate.isOpen()).isFalse();

      HealthCheckResponse lenient = started("true");
      assertThat(lenient.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
      assertThat(gate.isOpen()).isTrue();
    } finally {
      Storage.delete(damaged);
      gate.open();
    }
  }

  @Test
  void keepsWebhooksFromLeavingUntilTheLedgerHasBeenCompared() throws Exception {
    try (Receiver receiver = Receiver.start()) {
      gate.close();
      String request = requests.openFor(receiver.url("/"));
      files.uploadOne(UploadDocument.of("x").fileRequest(request));
      Thread.sleep(1500); // Longer than the dispatcher takes to look again.
      assertThat(receiver.deliveries()).isEmpty();

      await(atStart.prepare());

      Eventually.holds(() -> assertThat(receiver.deliveries()).isNotEmpty());
    } finally {
      gate.open();
    }
  }

  /** Else a replica would never be ready again. */
  @Test
  void goesOnBehindWhatIsDamaged() throws Exception {
    String place = "satchel-service/erasures/";
    String damaged = place + UUID.randomUUID();
    String foreign = place + "about.txt";
    Storage.put(damaged, "{\"kind\": \"nobody\"}");
    Storage.put(foreign, "not one of them");
    String file = upload(user, "rash-" + mark);
    try (Backup backup = Backup.take()) {
      erase("/v1/users/" + user + "/files");
      remove();
      backup.restoreAllBut();

      Replayed done = await(replay.missing());

      assertThat(done.unreadable()).isEqualTo(1);
      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      assertThat(await(command.run(Arguments.NONE)).isWell()).isFalse();
      remove();
    } finally {
      Storage.delete(damaged);
      Storage.delete(foreign);
    }
  }

  /** Who can write to the bucket would else have erased what is still to come. */
  @Test
  void doesNotTakeAnEntryFromTheFuture() throws Exception {
    String file = upload(user, "rash-" + mark);
    String place = "satchel-service/erasures/" + UUID.randomUUID();
    var subject = new Subject(key.account(), Subject.Kind.USER, UUID.fromString(user));
    try {
      Storage.put(place, entry(subject, clock.instant().plus(Duration.ofMinutes(6))));
      assertThat(await(replay.missing()).unreadable()).isEqualTo(1);
      assertThat(files.metadata(file).statusCode()).isEqualTo(200);

      Storage.put(place, entry(subject, clock.instant().plus(Duration.ofMinutes(4))));
      assertThat(await(replay.missing()).unreadable()).isZero();
      assertThat(files.metadata(file).statusCode()).isEqualTo(404);
      remove();
    } finally {
      Storage.delete(place);
    }
  }

  /** Those too that the version before this one has ordered, which knew of no ledger. */
  @Test
  void keepsEveryErasureInTheBucket() throws Exception {
    String old = UUID.randomUUID().toString();
    Storage.change(
        """
        insert into erasure (id, account_id, user_id, files, created_at, finished_at)
        values ('%s', '%s', '%s', 1, now(), now())
        """
            .formatted(old, key.account(), user));

    remove();

    assertThat(Storage.allObjects()).contains("satchel-service/erasures/" + old);
    assertThat(Storage.dump())
        .allSatisfy((place, text) -> assertThat(text).as(place).doesNotContain(user));
  }

  private Replay replayBy(String keys) {
    var settings = Map.of("satchel.privacy.key", keys);
    return new Replay(
        ledger,
        subjects,
        sweep,
        erased,
        new PrivacyKeys(Settings.with(PrivacyConfig.class, settings)),
        database,
        clock);
  }

  private HealthCheckResponse started(String accept) {
    var settings = Map.of("satchel.erasure.accept-unreadable", accept);
    var start = new LedgerAtStart(replay, gate, Settings.with(ErasureConfig.class, settings));
    await(start.prepare());
    return start.call();
  }

  private String entry(Subject subject, Instant erasedAt) {
    KeyedHash hash =
        new PrivacyKeys(
                Settings.with(
                    PrivacyConfig.class,
                    Map.of("satchel.privacy.key", config.getRawValue("satchel.privacy.key"))))
            .hash(subject.digest());
    return """
        {"accountId": "%s", "kind": "user", "key": "%s", "subject": "%s", "erasedAt": "%s"}
        """
        .formatted(subject.account(), hash.key(), HexFormat.of().formatHex(hash.value()), erasedAt);
  }

  private String upload(String owner, String contents) {
    return files.uploadOne(UploadDocument.of(contents).with("description", mark).user(owner));
  }

  private JsonPath ask() {
    return requests.create(
        """
        {"type": "any", "patientFirstName": "John%s", "patientExternalId": "%s"}
        """
            .formatted(mark, mark));
  }

  /** The path of the erasure. */
  private String erase(String path) {
    return files.request().delete(path).then().statusCode(202).extract().header("Location");
  }

  private void assertFinished(String erasure) {
    JsonPath found = files.request().get(erasure).then().statusCode(200).extract().jsonPath();
    assertThat(found.getString("finishedAt")).isNotNull();
    assertThat(found.getInt("remaining")).isZero();
  }

  /** As the passes of a round do. */
  private void remove() {
    while (await(purge.batch()).isFull()) {
      // There may be more, of other tests.
    }
    await(erasures.batch());
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
