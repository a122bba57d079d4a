package dev.satchel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.satchel.audit.ChainReport.Fault;
import dev.satchel.command.Arguments;
import dev.satchel.command.Command;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chain of an account shows. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ChainTest {

  private final TestKey key = TestKey.ofNewAccount();
  private final FilesApi api = FilesApi.of(key);
  private final UUID account = key.account();

  @Inject ChainUpkeep upkeep;
  @Inject ChainVerification verification;
  @Inject ForgottenRecords forgotten;
  @Inject VerifyCommand command;
  @Inject SettableClock clock;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void isIntactWhenNothingWasDoneToIt() throws Exception {
    records(5);
    await(upkeep.show());
    records(2);

    Response answer = api.request().get("/v1/audit/verification");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    JsonPath report = answer.jsonPath();
    assertThat(report.getBoolean("intact")).as(answer.asString()).isTrue();
    assertThat(report.getString("accountId")).isEqualTo(account.toString());
    assertThat(report.getLong("firstSequence")).isEqualTo(1);
    assertThat(report.getLong("lastSequence")).isEqualTo(7);
    assertThat(report.getLong("verified")).isEqualTo(7);
    assertThat(report.getLong("headsCompared")).isEqualTo(1);
    assertThat(report.getList("faults")).isEmpty();
  }

  @Test
  void countsRecordsThatAreStillWithoutAPlace() throws Exception {
    records(2);
    api.uploadOne(UploadDocument.of("x"));

    ChainReport report = verify();

    assertThat(report.intact()).isTrue();
    assertThat(report.unchained()).isEqualTo(1);
    clock.advance(ChainVerification.PLACED_WITHIN.plusSeconds(1));
    assertThat(kinds(verify())).containsExactly("unchained");
    await(upkeep.chain());
    assertThat(verify().intact()).isTrue();
  }

  /** Replicas that do it at the same time, while records come in. */
  @Test
  void givesEachRecordOnePlaceWhoeverLengthensIt() throws Exception {
    Thread uploads =
        Thread.ofVirtual()
            .start(
                () ->
                    IntStream.range(0, 30)
                        .forEach(
                            i ->
                                api.uploadOne(
                                    UploadDocument.of("x").file("y", "a/b", new byte[1]))));
    while (uploads.isAlive()) {
      await(Uni.join().all(upkeep.chain(), upkeep.chain(), upkeep.chain()).andFailFast());
    }
    await(upkeep.chain());

    assertThat(Storage.rows(sequences()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).mapToObj(Long::toString).toList());
    assertThat(verify().intact()).isTrue();
  }

  @Test
  void showsARecordThatWasAltered() throws Exception {
    records(4);

    behindTheTrigger("update audit_record set outcome = 'x' where " + at(2));

    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("broken", 2L));
    JsonPath report = api.request().get("/v1/audit/verification").jsonPath();
    assertThat(report.getBoolean("intact")).isFalse();
    assertThat(report.getString("faults[0].recordId"))
        .isEqualTo(Storage.rows("select id::text from audit_record where " + at(2)).getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "key_id",
        "created_at",
        "action",
        "file_id",
        "target_id",
        "outcome",
        "client_address",
        "request_id",
        "service_request_id",
        "occurrences",
        "detail"
      })
  void coversAllThatARecordSays(String column) throws Exception {
    records(1);
    String other =
        switch (column) {
          case "id", "key_id", "file_id", "target_id" -> "gen_random_uuid()";
          case "created_at" -> "created_at + interval '1 microsecond'";
          case "occurrences" -> "2";
          default -> "'other'";
        };

    behindTheTrigger("update audit_record set " + column + " = " + other + " where " + at(1));

    assertThat(kinds(verify())).containsExactly("broken");
  }

  @Test
  void showsARecordThatWasRemoved() throws Exception {
    records(4);

    behindTheTrigger("delete from audit_record where " + at(3));

    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("missing", 3L));
  }

  /** The chain alone would be whole. */
  @Test
  void showsNewestRecordsThatWereCutOff() throws Exception {
    records(3);
    String hash = Storage.rows("select hash::text from audit_record where " + at(3)).getFirst();
    records(2);
    await(upkeep.show());

    behindTheTrigger(
        "delete from audit_record where " + at(4) + " or " + at(5),
        "update audit_chain set sequence = 3, shown_sequence = 3, hash = '"
            + hash
            + "' where "
            + mine());

    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("cut_off", 5L));
  }

  /** Somebody who knows how the chain is made, and makes it anew. */
  @Test
  void showsAChainThatWasMadeAnewOfOtherRecords() throws Exception {
    records(3);
    await(upkeep.show());

    behindTheTrigger(
        "delete from audit_record where " + at(1),
        "update audit_record set sequence = null, hash = null where " + mine(),
        "delete from audit_chain where " + mine());
    records(1);

    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("head_differs", 3L));
  }

  /** Else somebody could keep the ends in the database, and cut the chain off later. */
  @Test
  void showsThatItsEndHasNotLeftTheDatabase() throws Exception {
    records(3);
    await(upkeep.show());
    records(2);
    Storage.change("update audit_chain set shown_sequence = 1000000 where " + mine());
    await(upkeep.show());
    assertThat(verify().intact()).isTrue();

    clock.advance(Duration.ofHours(1));
    await(upkeep.show());

    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("unshown", 4L));
  }

  @Test
  void showsAnAccountOfWhichNothingIsLeft() throws Exception {
    records(3);
    await(upkeep.show());
    behindTheTrigger(
        "delete from audit_record where " + mine(), "delete from audit_chain where " + mine());

    Command.Result result = await(command.run(Arguments.NONE));

    assertThat(result.isWell()).isFalse();
    assertThat(result.report().lines())
        .filteredOn(line -> line.contains(account.toString()))
        .singleElement()
        .asString()
        .contains("NOT INTACT");
    assertThat(kinds(verify())).containsExactly("cut_off");
  }

  @Test
  void isVerifiedForAllAccountsByTheCommand() throws Exception {
    records(3);
    TestKey other = TestKey.ofNewAccount();
    FilesApi.of(other).uploadOne(UploadDocument.of("x"));
    await(upkeep.chain());

    String report = await(command.run(Arguments.NONE)).report();

    assertThat(report)
        .contains("account " + account + ": intact, records 1 to 3, 3 verified")
        .contains("account " + other.account() + ": intact, records 1 to 1, 1 verified");
  }

  @Test
  void verifiesTheNewestRecordsWhereThatIsAsked() throws Exception {
    records(5);
    await(upkeep.show());

    JsonPath report = api.request().get("/v1/audit/verification?records=2").jsonPath();

    assertThat(report.getBoolean("intact")).isTrue();
    assertThat(report.getLong("firstSequence")).isEqualTo(4);
    assertThat(report.getLong("verified")).isEqualTo(2);
    assertThat(report.getLong("headsCompared")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "x", "1e3"})
  void isNotVerifiedForAnotherNumber(String records) {
    Response answer = api.request().get("/v1/audit/verification?records=" + records);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("path")).isEqualTo("records");
  }

  @Test
  void isVerifiedByThoseWhoManageKeysAndOnRecord() throws Exception {
    FilesApi other = FilesApi.of(key.withScopes("files:read", "files:write", "webhooks:manage"));
    assertThat(other.request().get("/v1/audit/verification").statusCode()).isEqualTo(403);

    api.request().get("/v1/audit/verification").then().statusCode(200);

    assertThat(Storage.rows("select action from audit_record where outcome = 'done' and " + mine()))
        .containsExactly("audit.verify");
  }

  @Test
  void forgetsWhatIsOldEnoughAndSaysSo() throws Exception {
    records(4);
    await(upkeep.show());
    clock.advance(Duration.ofDays(2));
    records(2);

    assertThat(await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1)))))
        .isEqualTo(4);

    ChainReport report = verify();
    assertThat(report.faults()).isEmpty();
    assertThat(report.forgottenThrough()).isEqualTo(4);
    assertThat(report.firstSequence()).isEqualTo(5);
    assertThat(report.lastSequence()).isEqualTo(7);
    assertThat(Storage.rows(sequences())).containsExactly("5", "6", "7");
    JsonPath told = api.request().get("/v1/audit?limit=1").jsonPath();
    assertThat(told.getString("records[0].action")).isEqualTo("audit.forget");
    assertThat(told.getLong("records[0].occurrences")).isEqualTo(4);
    assertThat(told.getString("records[0].detail")).startsWith("through 4, hash ");
    await(upkeep.chain());
    assertThat(verify().intact()).isTrue();
    assertThat(await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1)))))
        .isZero();
  }

  /** Somebody who writes to the database cannot have the service remove what is young. */
  @Test
  void forgetsNothingOfWhatWasMadeToLookOld() throws Exception {
    records(4);
    await(upkeep.show());
    behindTheTrigger(
        "update audit_record set created_at = created_at - interval '2 days' where " + at(1));

    assertThat(await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1)))))
        .isZero();

    assertThat(Storage.rows(sequences())).containsExactly("1", "2", "3", "4");
    assertThat(verify().faults())
        .extracting(Fault::kind, Fault::sequence)
        .containsExactly(tuple("broken", 1L));
  }

  /** Nor by making the chain anew: the bucket knows better. */
  @Test
  void forgetsNothingOfAChainThatWasMadeAnewAndOld() throws Exception {
    records(4);
    await(upkeep.show());
    behindTheTrigger(
        "update audit_record set sequence = null, hash = null, "
            + "created_at = created_at - interval '2 days' where "
            + mine(),
        "delete from audit_chain where " + mine());
    await(upkeep.chain());

    assertThat(await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1)))))
        .isZero();

    assertThat(Storage.rows(sequences())).containsExactly("1", "2", "3", "4");
    assertThat(kinds(verify())).contains("head_differs");
  }

  /** In the end the record of a forgetting is old enough too, and the next one tells of it. */
  @Test
  void forgetsWhatSaysThatRecordsWereForgotten() throws Exception {
    records(2);
    clock.advance(Duration.ofDays(2));
    await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1))));
    await(upkeep.show());
    clock.advance(Duration.ofDays(2));

    assertThat(await(forgotten.forget(account, clock.instant().minus(Duration.ofDays(1)))))
        .isEqualTo(1);

    assertThat(verify().faults()).isEmpty();
    assertThat(Storage.rows(sequences())).containsExactly("4");
  }

  @Test
  void showsThatRecordsAreGoneOfWhichNothingSaysSo() throws Exception {
    records(4);
    String hash = Storage.rows("select hash::text from audit_record where " + at(2)).getFirst();

    Storage.change(
        "update audit_chain set base_sequence = 2, base_hash = '" + hash + "' where " + mine());
    Storage.change("delete from audit_record where sequence <= 2 and " + mine());

    assertThat(kinds(verify())).containsExactly("unexplained");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_record set sequence = 9 where %s",
        "update audit_record set sequence = null, hash = null where %s",
        "update audit_record set hash = '\\x00' where %s",
        "delete from audit_record where %s",
        "update audit_record set sequence = 9, hash = '\\x00', outcome = 'x' where %s"
      })
  void isNotChangedPastTheDatabase(String statement) throws Exception {
    records(1);
    api.uploadOne(UploadDocument.of("without a place"));

    assertThatThrownBy(() -> Storage.change(statement.formatted(mine())))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
    assertThat(verify().intact()).isTrue();
  }

  /** With the statements of {@code docs/audit.md}. */
  @Test
  void isKeptInTablesThatBelongToAnotherRole() throws Exception {
    Matcher statements =
        Pattern.compile("(?s)```sql\n(.*?)```").matcher(Files.readString(Path.of("docs/audit.md")));
    try (Connection superuser = SatchelServers.databaseSuperuser();
        Statement execution = superuser.createStatement()) {
      assertThat(statements.find()).isTrue();
      execution.execute(statements.group(1));
      try {
        records(2);
        assertThat(verify().intact()).isTrue();
        for (String change :
            List.of(
                "update audit_record set outcome = 'x'",
                "delete from audit_record",
                "truncate audit_record",
                "alter table audit_record disable trigger user",
                "drop trigger audit_record_stays on audit_record")) {
          assertThatThrownBy(() -> Storage.change(change))
              .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
        assertThat(statements.find()).isTrue();
        execution.execute(statements.group(1));
        assertThat(await(forgotten.forget(account, clock.instant()))).isEqualTo(2);
        assertThat(verify().faults()).isEmpty();
      } finally {
        execution.execute("reassign owned by satchel_audit to satchel; drop role satchel_audit");
      }
    }
  }

  /** The number and the hash stand in the object's name, which nobody has to open. */
  @Test
  void leavesItsEndInTheBucketOnceItHasGrown() throws Exception {
    records(2);
    await(upkeep.show());
    clock.advance(Duration.ofHours(1));
    await(upkeep.show());
    records(1);
    await(upkeep.show());

    String hash =
        Storage.rows("select encode(hash, 'hex') from audit_record where " + at(3)).getFirst();
    assertThat(Storage.allObjects())
        .filteredOn(it -> it.contains(account.toString()))
        .hasSize(2)
        .last()
        .isEqualTo("satchel-service/audit-heads/" + account + "/0000000000000000003-" + hash);
  }

  /** No store takes a name of that length. */
  @Test
  void leavesItsEndInTheBucketThoughThatOfAnotherCannot() throws Exception {
    UUID first = new UUID(0, 1);
    Storage.change(
        """
        insert into audit_chain (account_id, sequence, hash, base_sequence, base_hash,
          shown_sequence, shown_at)
        values ('%s', 1, decode(repeat('00', 2000), 'hex'), 0, '\\x00', 0, 'epoch')
        """
            .formatted(first));
    try {
      records(1);

      await(upkeep.show());

      assertThat(Storage.allObjects()).anyMatch(it -> it.contains(account.toString()));
      assertThat(Storage.rows("select shown_sequence::text from audit_chain where " + mine()))
          .containsExactly("1");
      assertThat(
              Storage.rows(
                  "select shown_sequence::text from audit_chain where account_id = '"
                      + first
                      + "'"))
          .containsExactly("0");
    } finally {
      Storage.change("delete from audit_chain where account_id = '" + first + "'");
    }
  }

  /** Uploads that each leave a record, with its place. */
  private void records(int count) {
    for (int i = 0; i < count; i++) {
      api.uploadOne(UploadDocument.of("x"));
    }
    await(upkeep.chain());
  }

  private ChainReport verify() {
    return await(verification.verify(account, Long.MAX_VALUE));
  }

  private static List<String> kinds(ChainReport report) {
    return report.faults().stream().map(Fault::kind).toList();
  }

  private String sequences() {
    return "select sequence::text from audit_record where sequence is not null and "
        + mine()
        + " order by audit_record.sequence";
  }

  private String mine() {
    return "account_id = '" + account + "'";
  }

  private String at(long sequence) {
    return "(sequence = " + sequence + " and " + mine() + ")";
  }

  /** As somebody who owns the table. */
  private static void behindTheTrigger(String... changes) throws SQLException {
    Storage.change(
        "begin; alter table audit_record disable trigger user; "
            + String.join("; ", changes)
            + "; alter table audit_record enable trigger user; commit");
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(60));
  }
}
