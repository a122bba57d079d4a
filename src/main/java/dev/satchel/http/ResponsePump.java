package dev.satchel.http;

import dev.satchel.lifetime.Lifetime;
import dev.satchel.log.RepeatedLine;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream to a response, one buffer at a time, and asks for the next one when the socket
 * has room: a slow reader costs one buffer and the socket's own queue.
 *
 * <p>A stream that fails ends the connection, since the status has left: the client gets fewer
 * bytes than {@code Content-Length} says and knows that they are not the whole. The end of the
 * exchange ends the stream.
 *
 * <p>Items arrive on any thread; everything is done on the response's event loop.
 */
final class ResponsePump implements Subscriber<ByteBuffer> {

  private static final RepeatedLine FAILURES =
      new RepeatedLine(Logger.getLogger(ResponsePump.class));
  private static final long INTERNAL_ERROR = 2;

  private final HttpServerResponse response;
  private final Lifetime exchange;
  private final Context eventLoop;
  private @Nullable Subscription subscription;

  ResponsePump(HttpServerResponse response, Lifetime exchange, Context eventLoop) {
    this.response = response;
    this.exchange = exchange;
    this.eventLoop = eventLoop;
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    exchange.own(upstream::cancel);
    if (!exchange.hasEnded()) {
      response.drainHandler(drained -> upstream.request(1));
      upstream.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    eventLoop.runOnContext(run -> write(bytes));
  }

  @Override
  public void onError(Throwable failure) {
    eventLoop.runOnContext(
        run -> {
          if (!exchange.hasEnded()) {
            FAILURES.warn("A file could not be served to its end", failure);
            response.reset(INTERNAL_ERROR);
            // Over HTTP/1, Vert.x tells nobody of the end of a response that we have reset.
            exchange.close();
          }
        });
  }

  @Override
  public void onComplete() {
    eventLoop.runOnContext(
        run -> {
          if (!exchange.hasEnded()) {
            response.end();
          }
        });
  }

  private void write(ByteBuffer bytes) {
    if (exchange.hasEnded()) {
      return;
    }
    response.write(Buffer.buffer(Unpooled.wrappedBuffer(bytes)), this::written);
    if (!response.writeQueueFull()) {
      upstream().request(1);
    }
  }

  private void written(AsyncResult<Void> result) {
    if (result.failed()) {
      upstream().cancel();
    }
  }

  private Subscription upstream() {
    return Objects.requireNonNull(subscription, "Items follow a subscription");
  }
}
