package dev.satchel.database;

import dev.satchel.log.RepeatedLine;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Makes the pool of connections, as Quarkus would, whose connections outlive neither a host that is
 * gone without a word nor one that no longer takes changes.
 *
 * <p>Who waits for a silent connection gives up ({@link Database}), but the connection would keep
 * its place in the pool, until none is left. The client's own idle timeout does not help: it asks
 * the server to close the connection. And a primary that was made a standby keeps its connections,
 * while new ones would find its successor.
 */
@Singleton
class DatabaseConnections implements PgPoolCreator {

  private static final RepeatedLine RENEWALS =
      new RepeatedLine(Logger.getLogger(DatabaseConnections.class));

  /** A statement may take longer than its caller waits, and nothing comes meanwhile. */
  private static final int PATIENCES = 4;

  /** Each statement that is refused asks for it, and the successor may not be there yet. */
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(1);

  private final Duration patience;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private long renewedAt;

  DatabaseConnections(DatabaseConfig config) {
    this.patience = config.timeout();
    this.renewedAt = System.nanoTime() - BETWEEN_RENEWALS.toNanos();
  }

  @Override
  public Pool create(Input input) {
    ClientBuilder<Pool> pool =
        PgBuilder.pool()
            .with(input.poolOptions())
            .withConnectHandler(this::watch)
            .using(input.vertx());
    List<PgConnectOptions> hosts = input.pgConnectOptionsList();
    if (hosts.size() == 1) {
      return pool.connectingTo(List.<SqlConnectOptions>copyOf(hosts)).build();
    }
    return pool.connectingTo(new WritableHost(input.vertx(), hosts, patience)).build();
  }

  /**
   * Closes all connections, since their server takes no changes; whoever uses one fails. The pool
   * makes new ones when it needs them, to whatever server the address leads to by then. Does
   * nothing where that has just been done. Safe for concurrent use.
   */
  void renew() {
    if (isDue()) {
      RENEWALS.warn("The database takes no changes, and connections are made anew", null);
      for (Channel channel : open) {
        ChannelFuture _ = channel.close();
      }
    }
  }

  private synchronized boolean isDue() {
    long now = System.nanoTime();
    boolean due = now - renewedAt >= BETWEEN_RENEWALS.toNanos();
    if (due) {
      renewedAt = now;
    }
    return due;
  }

  /** Closing it is how a new connection is put into the pool. */
  private void watch(SqlConnection connection) {
    Channel channel = channel(connection);
    channel.pipeline().addFirst(new SilenceTimeout(patience.multipliedBy(PATIENCES)));
    open.add(channel);
    ChannelFuture _ = channel.closeFuture().addListener(closed -> open.remove(channel));
    connection.close();
  }

  private static Channel channel(SqlConnection pooled) {
    Connection connection = ((SqlConnectionInternal) pooled).unwrap().unwrap();
    return ((SocketConnectionBase) connection).socket().channelHandlerContext().channel();
  }
}
