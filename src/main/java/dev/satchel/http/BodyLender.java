package dev.satchel.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Lends pieces of a body to its reader where the socket was read into, off the heap. Vert.x alone
 * copies each piece to the heap, as somebody might keep it.
 *
 * <p>A piece is lent only to a reader that takes it at once: one that has got everything before it,
 * and is not paused. All others are copied by Vert.x as ever. Stands before Vert.x' own handler in
 * the pipeline of a connection of HTTP/1, and is used on that connection's event loop only.
 */
final class BodyLender extends ChannelInboundHandlerAdapter {

  /** Whether the head of a request is being passed on, which is when the request is dispatched. */
  private boolean inHead = true;

  /** Whether the body that arrives is that of the last request to be dispatched. */
  private boolean dispatched;

  private boolean hasReader;
  private boolean flows;

  /** Bytes of the body that were passed on, and those that its reader has got. */
  private long passed;

  private long taken;

  /** To be called as soon as a request is dispatched. */
  static void attach(ChannelPipeline connection) {
    BodyLender lender = connection.get(BodyLender.class);
    if (lender == null) {
      lender = new BodyLender();
      connection.addBefore(connection.context(VertxHandler.class).name(), null, lender);
    }
    lender.dispatched = lender.inHead;
  }

  /** The handler to be set, so that from now on pieces are lent to {@code reader}. */
  Handler<Buffer> reader(Handler<Buffer> reader) {
    hasReader = dispatched;
    return piece -> {
      taken += piece.length();
      reader.handle(piece);
    };
  }

  /** Nothing is lent any more. */
  void end() {
    hasReader = false;
  }

  /** Whether a piece would get to its reader at once. */
  void flows(boolean flowing) {
    flows = flowing;
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) {
    if (message instanceof HttpContent piece) {
      pass(connection, piece);
    } else if (message instanceof HttpRequest) {
      begin();
      connection.fireChannelRead(message);
      inHead = false;
    } else {
      connection.fireChannelRead(message);
    }
  }

  private void begin() {
    inHead = true;
    dispatched = false;
    hasReader = false;
    flows = false;
    passed = 0;
    taken = 0;
  }

  private void pass(ChannelHandlerContext connection, HttpContent piece) {
    inHead = false;
    boolean upToDate = hasReader && flows && taken == passed;
    passed += piece.content().readableBytes();
    if (upToDate && piece.decoderResult().isSuccess() && !(piece instanceof LastHttpContent)) {
      lend(connection, piece.content());
    } else {
      connection.fireChannelRead(piece);
    }
  }

  /** A piece that somebody still has is not released, since then it would be overwritten. */
  private void lend(ChannelHandlerContext connection, ByteBuf piece) {
    connection.fireChannelRead(new DefaultHttpContent(Unpooled.wrappedBuffer(piece.nioBuffer())));
    if (taken != passed) {
      throw new IllegalStateException("A piece of a body was kept back from its reader");
    }
    piece.release();
  }
}
