package dev.satchel.database;

import dev.satchel.lifetime.Deadlines;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means, among other things, that the database answers and takes changes. Where it does not,
 * the check says why in a word, and nothing of hosts or users. Stands for the check of Quarkus, for
 * which a read-only server is well.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements AsyncHealthCheck {

  private static final String NAME = "Database";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String ASK =
      "select current_setting('transaction_read_only') = 'on' read_only";

  private final Database database;
  private final DatabaseConnections connections;

  DatabaseHealth(Database database, DatabaseConnections connections) {
    this.database = database;
    this.connections = connections;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Deadlines.within(PATIENCE, database.query(ASK, Tuple.tuple()))
        .map(this::answered)
        .onFailure()
        .recoverWithItem(failure -> down(DatabaseFailures.reason(failure)));
  }

  private HealthCheckResponse answered(RowSet<Row> rows) {
    if (rows.iterator().next().getBoolean("read_only")) {
      connections.renew();
      return down("read-only");
    }
    return HealthCheckResponse.up(NAME);
  }

  private static HealthCheckResponse down(String reason) {
    return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
  }
}
