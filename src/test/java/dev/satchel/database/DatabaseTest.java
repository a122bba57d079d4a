package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.problem.ProblemException;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(DatabaseTest.Impatient.class)
class DatabaseTest {

  /** Waits for a short time only. */
  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("satchel.api.database-timeout", "2s");
    }
  }

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String INSERT =
      "insert into account (id, name, created_at) values ($1, $2, $3)";

  @Inject Database database;

  @Test
  void givesUpInTime() {
    assertThatThrownBy(() -> await(database.query("select pg_sleep(60)", Tuple.tuple())))
        .satisfies(failure -> assertThat(Database.isTimeout(failure)).isTrue());
    assertThatThrownBy(
            () ->
                await(
                    database.inTransaction(
                        transaction -> transaction.query("select pg_sleep(60)", Tuple.tuple()))))
        .satisfies(failure -> assertThat(Database.isTimeout(failure)).isTrue())
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void givesUpOnSessionsInTime() {
    assertThatThrownBy(
            () ->
                inContext(
                    () ->
                        database.transactionSession(
                            transaction ->
                                transaction.query("select pg_sleep(60)", Tuple.tuple()))))
        .satisfies(failure -> assertThat(Database.isTimeout(failure)).isTrue());
    assertThatThrownBy(
            () ->
                inContext(
                    () -> database.session(() -> Panache.getSession().chain(DatabaseTest::sleep))))
        .satisfies(failure -> assertThat(Database.isTimeout(failure)).isTrue());
  }

  private static Uni<List<Integer>> sleep(Mutiny.Session session) {
    return session.createNativeQuery("select 1 from pg_sleep(60)", Integer.class).getResultList();
  }

  @Test
  void leavesRefusalsAsTheyAre() {
    assertThatThrownBy(() -> await(database.query("select 1 / 0", Tuple.tuple())))
        .isInstanceOfSatisfying(
            PgException.class, refused -> assertThat(refused.getSqlState()).isEqualTo("22012"));
  }

  @Test
  void tellsOfServersThatSayNotNow() {
    assertThatThrownBy(
            () ->
                await(
                    database.inTransaction(
                        transaction ->
                            transaction
                                .update("set transaction read only", Tuple.tuple())
                                .chain(() -> transaction.update(INSERT, account())))))
        .isInstanceOf(ProblemException.class)
        .satisfies(failure -> assertThat(Database.isUnavailable(failure)).isTrue());
  }

  @Test
  void commitsAllOrNothing() throws Exception {
    Tuple kept = account();
    Tuple lost = account();
    await(database.inTransaction(transaction -> transaction.updateEach(INSERT, List.of(kept))));

    assertThatThrownBy(
            () ->
                await(
                    database.inTransaction(
                        transaction ->
                            transaction
                                .update(INSERT, lost)
                                .chain(() -> transaction.update(INSERT, kept)))))
        .isInstanceOf(PgException.class);

    assertThat(Storage.rows("select id::text from account"))
        .contains(id(kept))
        .doesNotContain(id(lost));
  }

  @Test
  void commitsWhatSqlDoesInTheTransactionOfASession() throws Throwable {
    Tuple kept = account();
    Tuple lost = account();
    int inserted =
        inContext(
            () ->
                database.transactionSession(
                    transaction ->
                        transaction
                            .query("select count(*) from account", Tuple.tuple())
                            .chain(() -> transaction.update(INSERT, kept))));
    assertThatThrownBy(
            () ->
                inContext(
                    () ->
                        database.transactionSession(
                            transaction ->
                                transaction
                                    .updateEach(INSERT, List.of(lost))
                                    .chain(() -> transaction.update(INSERT, kept)))))
        .isInstanceOf(ConstraintViolationException.class);

    assertThat(inserted).isEqualTo(1);
    assertThat(Storage.rows("select id::text from account"))
        .contains(id(kept))
        .doesNotContain(id(lost));
  }

  @Test
  void givesInstantsBackToTheMicrosecond() {
    Instant instant = Instant.parse("2026-03-29T00:59:59.123456Z");

    var row =
        await(
                database.query(
                    "select $1::timestamptz at, null::timestamptz never",
                    Tuple.of(Columns.utc(instant))))
            .iterator()
            .next();

    assertThat(Columns.instant(row, "at")).isEqualTo(instant);
    assertThat(Columns.instantOrNull(row, "never")).isNull();
  }

  private static Tuple account() {
    UUID id = UUID.randomUUID();
    return Tuple.of(id, id.toString(), Columns.utc(Instant.EPOCH));
  }

  private static String id(Tuple account) {
    return account.getUUID(0).toString();
  }

  /** Sessions belong to the context of a request. */
  private static <T> T inContext(Supplier<Uni<T>> work) throws Throwable {
    return VertxContextSupport.subscribeAndAwait(work);
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(LONGEST);
  }
}
