package dev.satchel.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, whose pause leaves the socket alone at once.
 *
 * <p>Vert.x alone reads on after {@link HttpServerRequest#pause} until eight more chunks stand on
 * the heap. Here a body that waits costs one chunk, so chunks may be large. Over HTTP/2, whose
 * streams share a socket, the stream's window is the bound.
 *
 * <p>A body that was paused has to be resumed in the end, whatever becomes of it: the next request
 * comes over the same socket. Used on the connection's event loop; keeps no state of its own.
 */
public final class BodyStream implements ReadStream<Buffer> {

  private final HttpServerRequest request;

  public BodyStream(HttpServerRequest request) {
    this.request = request;
  }

  /**
   * Tells a client to send that waits for our word before it sends the body (RFC 9110 section
   * 10.1.1). HTTP/1.0 knows of no such word.
   */
  public static void inviteIfAsked(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_0
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaderNames.EXPECT))) {
      request.response().writeContinue();
    }
  }

  /** What has been read of the socket already comes when the body is resumed. */
  @Override
  public BodyStream pause() {
    request.pause();
    if (hasSocket()) {
      socket().doPause();
    }
    return this;
  }

  @Override
  public BodyStream resume() {
    request.resume();
    if (hasSocket()) {
      socket().doResume();
    }
    return this;
  }

  @Override
  public BodyStream fetch(long chunks) {
    throw new UnsupportedOperationException("A body is paused or flows");
  }

  @Override
  public BodyStream handler(@Nullable Handler<Buffer> chunks) {
    request.handler(chunks);
    return this;
  }

  @Override
  public BodyStream endHandler(@Nullable Handler<Void> ended) {
    request.endHandler(ended);
    return this;
  }

  @Override
  public BodyStream exceptionHandler(@Nullable Handler<Throwable> failed) {
    request.exceptionHandler(failed);
    return this;
  }

  private boolean hasSocket() {
    return request.version() != HttpVersion.HTTP_2;
  }

  private ConnectionBase socket() {
    return (ConnectionBase) request.connection();
  }
}
