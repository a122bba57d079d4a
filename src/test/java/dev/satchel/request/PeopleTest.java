package dev.satchel.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.database.Database;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.privacy.PrivacyConfig;
import dev.satchel.privacy.PrivacyKeys;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Settings;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is met again, by which key, and what the database holds of it. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class PeopleTest {

  private static final String FIRST = "first:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String SECOND = "second:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

  private final UUID account = TestKey.ofNewAccount().account();
  private final PersonIdentity john =
      PersonIdentity.of(account, "patient", "+61491570156", null, "1970-12-31", "John", "Smith");

  @Inject Database database;
  @Inject TimeOrderedIds ids;
  @Inject Clock clock;

  @Test
  void areKeptSoThatNobodyFindsThemByTrying() throws Exception {
    meet(FIRST);

    assertThat(hashes()).hasSize(1).doesNotContain(hex(john));
  }

  @Test
  void areMovedToTheNewKeyWhenTheyAreMet() throws Exception {
    UUID before = meet(FIRST);
    List<String> old = hashes();

    UUID after = meet(SECOND + "," + FIRST);

    assertThat(after).isEqualTo(before);
    assertThat(hashes()).hasSize(1).isNotEqualTo(old);
    assertThat(meet(SECOND)).isEqualTo(before);
  }

  @Test
  void areFoundThatWereHashedWithoutAKey() throws Exception {
    UUID before = insertWithoutKey(john);

    assertThat(meet(FIRST)).isEqualTo(before);
    assertThat(hashes()).hasSize(1).doesNotContain(hex(john));
    assertThat(meet(FIRST)).isEqualTo(before);
  }

  @Test
  void areKeyedByAPassThoughNobodyMeetsThem() throws Exception {
    UUID before = insertWithoutKey(john);

    keyAll(FIRST);

    assertThat(hashes()).hasSize(1).doesNotContain(hex(john));
    assertThat(meet(FIRST)).isEqualTo(before);
  }

  /** As the version before this one does, while both run. */
  @Test
  void areKeyedByAPassWhereThereAreTwoOfThem() throws Exception {
    UUID known = meet(FIRST);
    insertWithoutKey(john);

    keyAll(FIRST);

    assertThat(hashes()).hasSize(2).doesNotContain(hex(john));
    assertThat(meet(FIRST)).isEqualTo(known);
    assertThat(Storage.rows("select id::text from person where key_id is null" + ofAccount()))
        .isEmpty();
  }

  @Test
  void needAKey() {
    assertThatThrownBy(() -> people("").requireKeyFor(true))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.NOT_CONFIGURED))
        .hasMessageContaining("satchel.privacy.key");
    people("").requireKeyFor(false);
    people(FIRST).requireKeyFor(true);
  }

  private UUID meet(String keys) {
    People people = people(keys);
    return await(
        database.inTransaction(transaction -> people.id(transaction, account, Optional.of(john))));
  }

  private void keyAll(String keys) {
    People people = people(keys);
    while (await(people.key(1000)) == 1000) {
      // There may be more, of other tests.
    }
  }

  private People people(String keys) {
    Map<String, String> settings = keys.isEmpty() ? Map.of() : Map.of("satchel.privacy.key", keys);
    return new People(
        database, new PrivacyKeys(Settings.with(PrivacyConfig.class, settings)), ids, clock);
  }

  private UUID insertWithoutKey(PersonIdentity identity) throws Exception {
    return UUID.fromString(
        Storage.rows(
                """
                insert into person (id, account_id, identity_hash, created_at)
                values (gen_random_uuid(), '%s', decode('%s', 'hex'), now()) returning id::text
                """
                    .formatted(account, hex(identity)))
            .getFirst());
  }

  private List<String> hashes() throws Exception {
    return Storage.rows("select encode(identity_hash, 'hex') from person where true" + ofAccount());
  }

  private String ofAccount() {
    return " and account_id = '" + account + "'";
  }

  private static String hex(PersonIdentity identity) {
    return HexFormat.of().formatHex(identity.hash());
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(30));
  }
}
