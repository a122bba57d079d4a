package dev.satchel.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client takes too long to send the head of a request: its first one,
 * with the handshake of TLS, from when it connects; each further one from its first byte. Between
 * two requests a client may be silent for as long as {@code quarkus.http.idle-timeout} says.
 *
 * <p>Sees bytes and does not look at them: others tell it what they are. Used on the connection's
 * event loop only.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

  private final Duration timeout;
  private @Nullable Duration next;
  private @Nullable Future<?> timer;

  HeadDeadline(Duration timeout) {
    this.timeout = timeout;
    this.next = timeout;
  }

  /** The head of a request is complete. */
  void headArrived() {
    next = null;
    stop();
  }

  /** The next byte begins the head of a request, or what is left of the body before it. */
  void awaitNext(Duration lingering) {
    next = lingering.plus(timeout);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext connection) {
    start(connection);
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object bytes) {
    start(connection);
    connection.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    stop();
    connection.fireChannelInactive();
  }

  private void start(ChannelHandlerContext connection) {
    if (next != null) {
      timer =
          connection
              .executor()
              .schedule(() -> close(connection), next.toMillis(), TimeUnit.MILLISECONDS);
      next = null;
    }
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private static void close(ChannelHandlerContext connection) {
    ChannelFuture _ = connection.close();
  }
}
