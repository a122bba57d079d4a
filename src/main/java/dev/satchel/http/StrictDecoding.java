package dev.satchel.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Has a connection's requests decoded by a {@link StrictRequestDecoder}, or over HTTP/2 seen by
 * {@link StrictTargets}. Vert.x puts its own decoder into the pipeline when it knows that the
 * connection speaks HTTP/1: at once, or only after the handshake of TLS, the header of a proxy's
 * protocol, or the first bytes of what might be HTTP/2. So this stands behind the handlers that
 * there are, looks again when they pass the first bytes on, and leaves when all is settled.
 */
final class StrictDecoding extends ChannelInboundHandlerAdapter {

  private final HttpServerOptions options;

  StrictDecoding(HttpServerOptions options) {
    this.options = options;
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object bytes) {
    ChannelPipeline pipeline = connection.pipeline();
    VertxHttpRequestDecoder decoder = pipeline.get(VertxHttpRequestDecoder.class);
    if (decoder != null) {
      String name = pipeline.context(decoder).name();
      pipeline.replace(decoder, name, new StrictRequestDecoder(options));
    } else if (pipeline.get(Http2ConnectionHandler.class) == null) {
      pipeline.addLast(new StrictDecoding(options));
    }
    StrictTargets.attach(pipeline);
    pipeline.remove(this);
    connection.fireChannelRead(bytes);
  }
}
