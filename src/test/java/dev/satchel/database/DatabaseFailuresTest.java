package dev.satchel.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

  /** Every value of the classes, as of PostgreSQL 18's appendix A, and those of our list. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000",
        "08001",
        "08003",
        "08004",
        "08006",
        "08007",
        "08P01", // connection
        "25006",
        "25P03",
        "25P04", // read-only, idle in a transaction, too long a transaction
        "28000",
        "28P01",
        "3D000", // at connect: role, password, database
        "40001",
        "40P01", // serialization failure, deadlock
        "53000",
        "53100",
        "53200",
        "53300",
        "53400", // resources
        "55P03", // lock not available
        "57000",
        "57014",
        "57P01",
        "57P02",
        "57P03",
        "57P04",
        "57P05", // operator intervention
        "58000",
        "58030",
        "58P01",
        "58P02",
        "58P03" // system
      })
  void saysNotNowOf(String sqlState) {
    assertOutage(refused(sqlState));
    assertOutage(new CompletionException(refused(sqlState)));
    // What Hibernate makes of it.
    assertOutage(
        new GenericJDBCException("error", new SQLException("ERROR: at 10.0.0.7", sqlState)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000", "0A000", "22001", "22021", "22P05", "23502", "23503", "23505", "23514", "25001",
        "25P02", "2D000", "3F000", "40002", "40003", "42501", "42601", "42703", "42P01", "54000",
        "55000", "55006", "P0001", "XX000", "XX001"
      })
  void leavesAlone(String sqlState) {
    PgException refused = refused(sqlState);

    assertThat(DatabaseFailures.translated(refused)).isSameAs(refused);
  }

  static Stream<Throwable> lostConnections() {
    return Stream.of(
        ClosedConnectionException.INSTANCE,
        new VertxException("Connection was closed"),
        new VertxException("Timeout waiting for connection"),
        new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"),
        new NoStackTraceThrowable("Timeout"),
        new ConnectException("Connection refused: db.internal/10.0.0.7:5432"),
        new UnknownHostException("db.internal"),
        new IOException("Connection reset by peer"),
        new TimeoutException());
  }

  @ParameterizedTest
  @MethodSource("lostConnections")
  void knowsALostConnection(Throwable lost) {
    assertOutage(lost);
    assertOutage(new CompletionException(lost));
    assertOutage(new IllegalStateException("insert into file", new CompletionException(lost)));
  }

  static Stream<Throwable> othersFailures() {
    return Stream.of(
        new IllegalStateException("ours"),
        new UncheckedIOException("An event cannot be written", new IOException("No JSON")),
        new VertxException("Something else"),
        new ProblemException(ProblemCode.UPLOAD_ABANDONED, null, "Too late."),
        ProblemException.storageUnavailable(new IOException("Connection reset by peer")));
  }

  @ParameterizedTest
  @MethodSource("othersFailures")
  void leavesAloneWhatTheWorkItselfFailsWith(Throwable failure) {
    assertThat(DatabaseFailures.translated(failure)).isSameAs(failure);
  }

  @Test
  void endsOnCausesThatGoRoundInCircles() {
    var first = new IllegalStateException();
    first.initCause(new IllegalStateException(first));

    assertThat(DatabaseFailures.translated(first)).isSameAs(first);
  }

  private static void assertOutage(Throwable failure) {
    Throwable translated = DatabaseFailures.translated(failure);

    assertThat(translated)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE))
        .hasMessage("The database is not available.")
        .hasCause(failure);
    assertThat(DatabaseFailures.translated(translated)).isSameAs(translated);
  }

  private static PgException refused(String sqlState) {
    return new PgException("relation \"secret\"", "ERROR", sqlState, "at db.internal");
  }
}
