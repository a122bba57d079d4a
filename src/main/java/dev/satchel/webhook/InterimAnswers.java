package dev.satchel.webhook;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Passes over the interim answers of a target, of which there may be any number before the one that
 * counts (RFC 9110 section 15.2): Vert.x would take those it does not know for the answer itself. A
 * target that sends more than {@link #MOST} is disconnected. 101 is left as it is, which answers an
 * upgrade that nobody has asked for.
 *
 * <p>Stands between the codec of a connection and Vert.x' own handler, and is used on that
 * connection's event loop only.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {

  /** Interim answers to one delivery. */
  static final int MOST = 16;

  private int count;
  private boolean passingOver;

  /** To be called when the connection has been made, before a request is sent. */
  static void passOver(ChannelPipeline connection) {
    connection.addBefore(connection.context(VertxHandler.class).name(), null, new InterimAnswers());
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) {
    if (message instanceof HttpResponse answer && count <= MOST) {
      passingOver = isInterim(answer.status());
      count = passingOver ? count + 1 : 0;
    }
    if (!passingOver) {
      connection.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (count > MOST) {
      ChannelFuture _ = connection.close();
    }
  }

  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL
        && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }
}
