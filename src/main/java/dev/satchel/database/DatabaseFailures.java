package dev.satchel.database;

import dev.satchel.problem.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Tells an outage of the database from a refusal: "not this server, not now" becomes {@code
 * database_unavailable}, and what the server has against the statement itself stays as it is.
 *
 * <p>The codes are those of PostgreSQL's appendix A.
 */
final class DatabaseFailures {

  /** No writable server: of a standby, or of a primary that was made one. */
  static final String READ_ONLY = "25006";

  /**
   * Connection, authorization (of a connection: ours change no roles), resources, operator
   * intervention (a cancelled statement too), and errors of the system below.
   */
  private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "53", "57", "58");

  /**
   * Besides {@link #READ_ONLY}: a transaction that was too long for the server's settings, no such
   * database to connect to, serialization failure, deadlock, lock not available.
   */
  private static final Set<String> UNAVAILABLE =
      Set.of(READ_ONLY, "25P03", "25P04", "3D000", "40001", "40P01", "55P03");

  /** Of causes, which may go round in circles. */
  private static final int DEPTH = 10;

  private DatabaseFailures() {}

  /** The failure as callers see it. */
  static Throwable translated(Throwable failure) {
    return failure instanceof ProblemException || causes(failure).noneMatch(it -> isOutage(it))
        ? failure
        : ProblemException.databaseUnavailable(failure);
  }

  /** Whether the server that was reached takes no changes. */
  static boolean isReadOnly(Throwable failure) {
    return sqlState(failure).filter(READ_ONLY::equals).isPresent();
  }

  /**
   * One word for operators: the SQLSTATE where there is one, else what became of the connection.
   */
  static String reason(Throwable failure) {
    return sqlState(failure)
        .map(state -> "SQLSTATE " + state)
        .orElseGet(
            () ->
                causes(failure).anyMatch(TimeoutException.class::isInstance)
                    ? "no answer in time"
                    : "no connection");
  }

  private static Optional<String> sqlState(Throwable failure) {
    return causes(failure)
        .map(
            cause ->
                switch (cause) {
                  case PgException refused -> Optional.ofNullable(refused.getSqlState());
                  case SQLException refused -> Optional.ofNullable(refused.getSQLState());
                  default -> Optional.<String>empty();
                })
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What fails in our own work is wrapped so, and has nothing to do with the database. */
  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEPTH)
        .takeWhile(cause -> !(cause instanceof UncheckedIOException));
  }

  private static boolean isOutage(Throwable cause) {
    return switch (cause) {
      case PgException refused -> isOutage(refused.getSqlState());
      case SQLException refused -> isOutage(String.valueOf(refused.getSQLState()));
      case ClosedConnectionException _, IOException _, TimeoutException _ -> true;
      case NoStackTraceThrowable _ -> true; // what the client says of a pool or connection in need
      case VertxException lost -> isOfConnection(String.valueOf(lost.getMessage()));
      default -> false;
    };
  }

  private static boolean isOutage(String sqlState) {
    return UNAVAILABLE.contains(sqlState)
        || UNAVAILABLE_CLASSES.stream().anyMatch(sqlState::startsWith);
  }

  /** The client has no type for it: a connection that was closed, or none that is free in time. */
  private static boolean isOfConnection(String message) {
    return message.contains("closed") || message.startsWith("Timeout waiting for connection");
  }
}
