package dev.satchel.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.access.Refusals.Reason;
import dev.satchel.access.Refusals.Refusal;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept on record of calls without a valid key. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RefusalCountsTest {

  private static final String OPERATOR = "00000000-0000-7000-8000-000000000000";

  private final TestKey key = TestKey.ofNewAccount();

  @Inject RefusalCounts counts;

  @BeforeEach
  void forgetOthers() {
    flush();
  }

  @Test
  void countsCallsWithAKeyOfTheAccountThatIsValidNoMore() throws Exception {
    TestKey revoked = key.revoked();
    TestKey expired = key.expiringAt(Instant.now().minusSeconds(1));
    for (int i = 0; i < 3; i++) {
      FilesApi.of(revoked).list("");
    }
    FilesApi.of(expired).list("");

    flush();

    assertThat(records(key.account().toString(), Instant.EPOCH))
        .containsExactlyInAnyOrder(
            "auth.refused revoked_key 127.0.0.1 3", "auth.refused expired_key 127.0.0.1 1");
    assertThat(
            FilesApi.of(key)
                .request()
                .get("/v1/audit")
                .jsonPath()
                .getList("records.occurrences", Integer.class))
        .containsExactlyInAnyOrder(3, 1);
  }

  @Test
  void countsCallsWithNoKeyOfOursForTheOperator() throws Exception {
    Instant before = Instant.now();
    new FilesApi("nobody-" + UUID.randomUUID()).list("");
    new FilesApi("nobody-" + UUID.randomUUID()).list("");
    given().get("/v1/files");

    flush();

    assertThat(records(OPERATOR, before))
        .contains("auth.refused unknown_key 127.0.0.1 2", "auth.refused missing_key 127.0.0.1 1");
  }

  /** A flood from everywhere leaves few records, and each call is in one of them. */
  @Test
  void tellsOnlySoManyClientsApart() throws Exception {
    UUID account = UUID.randomUUID();
    for (int i = 0; i < 1000; i++) {
      counts.refused(new Refusal(Reason.UNKNOWN_KEY, account, null, "192.0.2." + i));
    }

    flush();

    List<String> records = records(account.toString(), Instant.EPOCH);
    assertThat(records).hasSize(101).contains("auth.refused unknown_key null 900");
  }

  private void flush() {
    counts.flush().await().atMost(Duration.ofSeconds(30));
  }

  private static List<String> records(String account, Instant since) throws Exception {
    return Storage.rows(
        "select action || ' ' || outcome || ' ' || coalesce(client_address, 'null') || ' '"
            + " || occurrences from audit_record where account_id = '"
            + account
            + "' and created_at >= '"
            + since
            + "'");
  }
}
