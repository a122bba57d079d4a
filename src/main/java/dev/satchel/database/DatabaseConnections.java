package dev.satchel.database;

import dev.satchel.config.SatchelConfig;
import io.netty.channel.ChannelPipeline;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Makes the pool of connections, as Quarkus would, whose connections do not outlive a host that is
 * gone without a word. Who waits for such a connection gives up ({@link Database}), but the
 * connection would keep its place in the pool, until none is left.
 *
 * <p>The client's own idle timeout does not help: it asks the server to close the connection.
 */
@Singleton
class DatabaseConnections implements PgPoolCreator {

  /** A statement may take longer than its caller waits, and nothing comes meanwhile. */
  private static final int PATIENCES = 4;

  private final Duration silence;

  DatabaseConnections(SatchelConfig config) {
    this.silence = config.api().databaseTimeout().multipliedBy(PATIENCES);
  }

  @Override
  public Pool create(Input input) {
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .withConnectHandler(this::watch)
        .using(input.vertx())
        .build();
  }

  /** Closing it is how a new connection is put into the pool. */
  private void watch(SqlConnection connection) {
    pipeline(connection).addFirst(new SilenceTimeout(silence));
    connection.close();
  }

  private static ChannelPipeline pipeline(SqlConnection pooled) {
    Connection connection = ((SqlConnectionInternal) pooled).unwrap().unwrap();
    return ((SocketConnectionBase) connection).socket().channelHandlerContext().pipeline();
  }
}
