package dev.satchel.database;

import dev.satchel.database.DatabaseMetrics.Kind;
import dev.satchel.lifetime.Deadlines;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one door to PostgreSQL. Nobody waits behind it longer than {@code
 * satchel.api.database-timeout}: its client would wait for ever where a host is gone without a
 * word. What fails since the database is away, or says "not this server, not now", is {@link
 * ProblemCode#DATABASE_UNAVAILABLE}, with the client's own failure as its cause; what it refuses
 * for good comes as the client tells it. A server that no longer takes changes is left ({@link
 * DatabaseConnections}).
 *
 * <p>A caller that gives up, or is cancelled, no longer waits; the work goes on to its end and lets
 * go of its connection. So whether a change was made is not known then. Results arrive on any
 * thread.
 */
@ApplicationScoped
public class Database implements Statements {

  /** PostgreSQL, appendix A. */
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final Pool pool;
  private final DatabaseConnections connections;
  private final DatabaseMetrics metrics;
  private final Duration patience;

  Database(
      Pool pool, DatabaseConnections connections, DatabaseMetrics metrics, DatabaseConfig config) {
    this.pool = pool;
    this.connections = connections;
    this.metrics = metrics;
    this.patience = config.timeout();
  }

  /** Fails as the class says. */
  @Override
  public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
    return timed(Kind.STATEMENT, () -> pool.preparedQuery(sql).execute(parameters));
  }

  /** Commits what {@code work} does, or, where that fails, nothing of it. */
  public <T> Uni<T> inTransaction(Function<Transaction, Uni<T>> work) {
    return timed(
        Kind.TRANSACTION,
        () -> pool.withTransaction(connection -> work.apply(new SqlTransaction(connection))));
  }

  /** Does {@code work} with entities, in a session that ends before the result is given. */
  public <T> Uni<T> session(Supplier<Uni<T>> work) {
    return timed(Kind.SESSION, () -> Panache.withSession(work));
  }

  /**
   * The same in a transaction, as {@link #inTransaction}. Entities that {@code work} has found are
   * saved with its commit.
   */
  public <T> Uni<T> transactionSession(Function<Transaction, Uni<T>> work) {
    return timed(
        Kind.TRANSACTION_SESSION,
        () ->
            Panache.withTransaction(
                () ->
                    Panache.getSession()
                        .chain(session -> work.apply(SessionTransaction.of(session)))));
  }

  /** Whether {@code failure} means that the database was not there, or not in time. */
  public static boolean isUnavailable(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.code() == ProblemCode.DATABASE_UNAVAILABLE;
  }

  /**
   * Whether the server has refused a statement, for good or for now, and is there to take another
   * one.
   */
  public static boolean isRefused(Throwable failure) {
    return failure instanceof PgException
        || (isUnavailable(failure) && failure.getCause() instanceof PgException);
  }

  /** Whether a row was refused that refers to one that is not there, or no longer. */
  public static boolean isDangling(Throwable failure) {
    return failure instanceof PgException refused
        && FOREIGN_KEY_VIOLATION.equals(refused.getSqlState());
  }

  /** Whether {@code failure} means that the database did not answer in time. */
  public static boolean isTimeout(Throwable failure) {
    return isUnavailable(failure) && failure.getCause() instanceof TimeoutException;
  }

  private <T> Uni<T> timed(Kind kind, Supplier<Uni<T>> work) {
    return metrics.timed(kind, bounded(work));
  }

  /**
   * Work that waits for its turn before it comes to the database, in the time of one call, its wait
   * included. Fails as the class says.
   */
  public <T> Uni<T> bounded(Supplier<Uni<T>> work) {
    Uni<T> detached =
        Uni.createFrom()
            .emitter(waiting -> work.get().subscribe().with(waiting::complete, waiting::fail));
    return Deadlines.within(patience, detached)
        .onFailure(DatabaseFailures::isReadOnly)
        .invoke(connections::renew)
        .onFailure()
        .transform(DatabaseFailures::translated);
  }
}
