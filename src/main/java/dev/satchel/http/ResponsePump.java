package dev.satchel.http;

import dev.satchel.lifetime.Lifetime;
import dev.satchel.log.RepeatedLine;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream to a response. Asks for some buffers ahead, writes at once what has come of them,
 * and asks for so many more when the socket has taken all of it: a slow reader costs the buffers
 * ahead, of which each is in memory once.
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

  /** Bytes that make the queue of a connection full; it has drained below half of them. */
  private static final int ANY = 2;

  private final HttpServerResponse response;
  private final Lifetime exchange;
  private final Context eventLoop;
  private final int ahead;
  private @Nullable Subscription subscription;

  /** What has come and is not written; to be locked. */
  private final List<ByteBuffer> arrived = new ArrayList<>();

  /** Of those that were written, how many have not been asked for anew: on the event loop alone. */
  private int owed;

  /**
   * @param ahead buffers that may have been asked for and not been written
   */
  ResponsePump(HttpServerResponse response, Lifetime exchange, Context eventLoop, int ahead) {
    this.response = response;
    this.exchange = exchange;
    this.eventLoop = eventLoop;
    this.ahead = ahead;
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    exchange.own(upstream::cancel);
    if (!exchange.hasEnded()) {
      response.setWriteQueueMaxSize(ANY);
      response.drainHandler(drained -> request());
      upstream.request(ahead);
    }
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    boolean first;
    synchronized (arrived) {
      first = arrived.isEmpty();
      arrived.add(bytes);
    }
    if (first) {
      eventLoop.runOnContext(run -> write());
    }
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

  private void write() {
    ByteBuffer[] all = taken();
    if (exchange.hasEnded()) {
      return;
    }
    response.write(Buffer.buffer(Unpooled.wrappedBuffer(all)), this::written);
    owed += all.length;
    if (!response.writeQueueFull()) {
      request();
    }
  }

  private ByteBuffer[] taken() {
    synchronized (arrived) {
      ByteBuffer[] all = arrived.toArray(ByteBuffer[]::new);
      arrived.clear();
      return all;
    }
  }

  private void request() {
    int more = owed;
    owed = 0;
    if (more > 0) {
      upstream().request(more);
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
