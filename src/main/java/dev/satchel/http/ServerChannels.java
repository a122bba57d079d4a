package dev.satchel.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * The channels at which the API's server listens, and those of its connections. Vert.x keeps them
 * to itself, but the event loops know them.
 */
@ApplicationScoped
class ServerChannels {

  private final Vertx vertx;
  private final HttpServer server;

  ServerChannels(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Gives {@code task} each channel that listens, on the event loop of that channel. */
  void forEachServer(Consumer<Channel> task) {
    forEach(
        ((VertxInternal) vertx).getAcceptorEventLoopGroup(),
        channel -> {
          if (channel instanceof ServerChannel && isOfApi(channel)) {
            task.accept(channel);
          }
        });
  }

  /** Gives {@code task} each connection of {@code server} that is open, on its own event loop. */
  void forEachConnection(Channel server, Consumer<Channel> task) {
    forEach(
        vertx.nettyEventLoopGroup(),
        channel -> {
          if (server.equals(channel.parent())) {
            task.accept(channel);
          }
        });
  }

  private static void forEach(EventLoopGroup loops, Consumer<Channel> task) {
    for (EventExecutor loop : loops) {
      loop.execute(
          () -> {
            Iterator<Channel> channels =
                ((SingleThreadEventLoop) loop).registeredChannelsIterator();
            channels.forEachRemaining(task);
          });
    }
  }

  /** The management port is served by a server of its own. */
  private boolean isOfApi(Channel channel) {
    return channel.localAddress() instanceof InetSocketAddress address
        && (address.getPort() == server.getPort() || address.getPort() == server.getSecurePort());
  }
}
