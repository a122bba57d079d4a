package dev.satchel.http;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes connections as they are accepted, and closes those above the limit at once. Each one gets a
 * {@link HeadDeadline} and {@link StrictDecoding}. Stands in the pipeline of the server's own
 * channel, before anything has been made for the connection.
 */
@Sharable
final class ConnectionAdmission extends ChannelInboundHandlerAdapter {

  private static final String LATE = "satchel-late";

  private final int limit;
  private final Duration headerTimeout;
  private final Supplier<HttpServerOptions> options;
  private final Counter refused;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionAdmission(
      int limit, Duration headerTimeout, Supplier<HttpServerOptions> options, Counter refused) {
    this.limit = limit;
    this.headerTimeout = headerTimeout;
    this.options = options;
    this.refused = refused;
  }

  @Override
  public void channelRead(ChannelHandlerContext server, Object accepted) {
    var connection = (Channel) accepted;
    if (!counts(connection)) {
      connection.unsafe().closeForcibly();
      ReferenceCountUtil.release(accepted);
      return;
    }
    connection
        .pipeline()
        .addFirst(new HeadDeadline(headerTimeout), new StrictDecoding(options.get()));
    server.fireChannelRead(accepted);
  }

  /**
   * Takes a connection that was accepted before there was an admission. Somebody may be decoding
   * what it has sent, so it has to be closed behind its first request. To be called on its event
   * loop.
   */
  void admitLate(Channel connection) {
    if (counts(connection)) {
      connection.pipeline().addFirst(LATE, new HeadDeadline(headerTimeout));
    } else {
      ChannelFuture _ = connection.close();
    }
  }

  /** Whether a connection came too early to be read strictly. */
  static boolean isLate(Channel connection) {
    return connection.pipeline().get(LATE) != null;
  }

  /** Whether there is room for one more, which then counts until it is closed. */
  private boolean counts(Channel connection) {
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      refused.increment();
      return false;
    }
    connection.closeFuture().addListener(closed -> open.decrementAndGet());
    return true;
  }
}
