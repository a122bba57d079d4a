package dev.satchel.database;

import dev.satchel.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to know of the database: how long calls take, the wait for a connection
 * included, and how often they fail, and in which way.
 */
@ApplicationScoped
class DatabaseMetrics {

  /** What is asked of the database. */
  enum Kind {
    STATEMENT("statement"),
    TRANSACTION("transaction"),
    SESSION("session"),
    TRANSACTION_SESSION("transaction_session");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }
  }

  private final MeterRegistry registry;

  DatabaseMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The same work, which is timed. */
  <T> Uni<T> timed(Kind kind, Uni<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long begun = System.nanoTime();
              return work.onTermination()
                  .invoke(
                      (result, failure, cancelled) ->
                          ended(kind, begun, cancelled ? new CancellationException() : failure));
            });
  }

  private void ended(Kind kind, long begun, @Nullable Throwable failure) {
    registry
        .timer("satchel.database.calls", "kind", kind.wireName, "outcome", outcome(failure))
        .record(Duration.ofNanos(System.nanoTime() - begun));
  }

  /** What our own work in a transaction fails with is no fault of the database. */
  private static String outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return "done";
    }
    if (failure instanceof CancellationException) {
      return "left";
    }
    if (Database.isTimeout(failure)) {
      return "timeout";
    }
    if (Database.isUnavailable(failure)) {
      return "unavailable";
    }
    return failure instanceof ProblemException ? "rolled_back" : "refused";
  }
}
