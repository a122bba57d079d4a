package dev.satchel.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, whose pause leaves the socket alone at once.
 *
 * <p>Vert.x alone reads on after {@link HttpServerRequest#pause} until eight more chunks stand on
 * the heap. Here a body that waits costs one chunk, so chunks may be large. Over HTTP/2, whose
 * streams share a socket, the stream's window is the bound.
 *
 * <p>A body may be {@link #borrowed}: then its pieces are not copied to the heap. Over HTTP/2 they
 * are all the same, once: Vert.x (4.5.28) copies each frame before it looks whose it is. That costs
 * a byte of garbage for each byte, and less than half a millisecond of processor time for a
 * megabyte.
 *
 * <p>A body that was paused has to be resumed in the end, whatever becomes of it: the next request
 * comes over the same socket. Over HTTP/2 Vert.x throws where a stream that has been reset is
 * paused or resumed; here that does nothing. Used on the connection's event loop; keeps no state of
 * its own.
 */
public final class BodyStream implements ReadStream<Buffer> {

  private final HttpServerRequest request;
  private final boolean borrows;

  public BodyStream(HttpServerRequest request) {
    this(request, false);
  }

  private BodyStream(HttpServerRequest request, boolean borrows) {
    this.request = request;
    this.borrows = borrows;
  }

  /** A body whose pieces are its handler's until that returns, and must not be kept. */
  public static BodyStream borrowed(HttpServerRequest request) {
    return new BodyStream(request, true);
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
    if (hasSocket()) {
      request.pause();
      socket().doPause();
      lender().ifPresent(it -> it.flows(false));
    } else if (!isOver()) {
      request.pause();
    }
    return this;
  }

  @Override
  public BodyStream resume() {
    if (hasSocket()) {
      request.resume();
      lender().ifPresent(it -> it.flows(true));
      socket().doResume();
    } else if (!isOver()) {
      request.resume();
    }
    return this;
  }

  /**
   * Whether nothing more will come and nobody will be told, since the body has ended or its client
   * has left before it was asked for.
   */
  boolean isOver() {
    return request.isEnded() || request.response().closed();
  }

  @Override
  public BodyStream fetch(long chunks) {
    throw new UnsupportedOperationException("A body is paused or flows");
  }

  @Override
  public BodyStream handler(@Nullable Handler<Buffer> chunks) {
    request.handler(hasSocket() ? lent(chunks) : chunks);
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

  private @Nullable Handler<Buffer> lent(@Nullable Handler<Buffer> chunks) {
    Optional<BodyLender> lender = lender();
    lender.ifPresent(BodyLender::end);
    return borrows && chunks != null && lender.isPresent() ? lender.get().reader(chunks) : chunks;
  }

  private Optional<BodyLender> lender() {
    return Optional.ofNullable(socket().channel().pipeline().get(BodyLender.class));
  }

  private ConnectionBase socket() {
    return (ConnectionBase) request.connection();
  }
}
