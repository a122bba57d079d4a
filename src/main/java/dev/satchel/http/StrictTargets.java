package dev.satchel.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Has requests over HTTP/2 refused by {@link TargetGuard} whose target is no URI, as {@link
 * StrictRequestDecoder} has those over HTTP/1. Used on the connection's event loop only.
 */
final class StrictTargets extends Http2FrameListenerDecorator {

  private StrictTargets(Http2FrameListener listener) {
    super(listener);
  }

  /** Does nothing where the connection speaks HTTP/1, or has had this done before. */
  static void attach(ChannelPipeline connection) {
    Http2ConnectionHandler http2 = connection.get(Http2ConnectionHandler.class);
    if (http2 != null && !(http2.decoder().frameListener() instanceof StrictTargets)) {
      http2.decoder().frameListener(new StrictTargets(http2.decoder().frameListener()));
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext connection, int stream, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    super.onHeadersRead(connection, stream, withUri(headers), padding, end);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext connection,
      int stream,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    super.onHeadersRead(
        connection, stream, withUri(headers), dependency, weight, exclusive, padding, end);
  }

  /** With the first settings Vert.x sets a listener of its own. */
  @Override
  public void onSettingsRead(ChannelHandlerContext connection, Http2Settings settings)
      throws Http2Exception {
    super.onSettingsRead(connection, settings);
    attach(connection.pipeline());
  }

  /** Trailers have no target, and nor has a malformed request. */
  private static Http2Headers withUri(Http2Headers headers) {
    CharSequence target = headers.path();
    if (target != null && !RequestTarget.isUri(target.toString())) {
      headers.path(RequestTarget.NOT_NORMAL);
    }
    return headers;
  }
}
