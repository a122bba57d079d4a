package dev.satchel.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds, of several servers, the one that takes changes: the primary. The client by itself would
 * spread its connections over all of them.
 *
 * <p>Before each connection of the pool a server is asked on a connection of its own, the one found
 * last first. All are asked in the time that a caller waits.
 */
final class WritableHost implements Supplier<Future<SqlConnectOptions>> {

  private static final String ASK = "select current_setting('transaction_read_only')";

  private final Vertx vertx;
  private final List<PgConnectOptions> hosts;
  private final ConnectionFactory connections;
  private final long patienceMillis;

  /** The one of {@link #hosts} that was found last. */
  private volatile int first;

  /**
   * @param hosts two at least
   * @param patience for all of them
   */
  WritableHost(Vertx vertx, List<PgConnectOptions> hosts, Duration patience) {
    this.vertx = vertx;
    this.patienceMillis = patience.dividedBy(hosts.size()).toMillis();
    this.hosts = hosts.stream().map(this::impatient).toList();
    this.connections = PgDriver.INSTANCE.createConnectionFactory(vertx, hosts.getFirst());
  }

  /** Fails as the last one of the servers did, where none takes changes. */
  @Override
  public Future<SqlConnectOptions> get() {
    int start = first;
    Future<Integer> found = ask(start);
    for (int i = 1; i < hosts.size(); i++) {
      int next = (start + i) % hosts.size();
      found = found.recover(unfit -> ask(next));
    }
    return found.map(
        writable -> {
          first = writable;
          return hosts.get(writable);
        });
  }

  private Future<Integer> ask(int index) {
    Future<SqlConnection> connected =
        connections.connect(vertx.getOrCreateContext(), hosts.get(index));
    return connected
        .compose(WritableHost::requireWritable)
        .timeout(patienceMillis, TimeUnit.MILLISECONDS)
        .onComplete(answered -> connected.onSuccess(SqlConnection::close))
        .map(index);
  }

  private static Future<Void> requireWritable(SqlConnection connection) {
    return connection
        .query(ASK)
        .execute()
        .compose(
            rows ->
                rows.iterator().next().getString(0).equals("off")
                    ? Future.succeededFuture()
                    : Future.failedFuture(readOnly()));
  }

  /** As the server would say when it came to a change. */
  private static PgException readOnly() {
    return new PgException("The server takes no changes", "FATAL", DatabaseFailures.READ_ONLY, "");
  }

  private PgConnectOptions impatient(PgConnectOptions host) {
    var copy = new PgConnectOptions(host);
    copy.setConnectTimeout(Math.toIntExact(patienceMillis));
    return copy;
  }
}
