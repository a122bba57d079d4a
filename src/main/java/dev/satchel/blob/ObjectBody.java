package dev.satchel.blob;

import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Takes the store's answer to a read and hands its bytes on as an {@link ObjectStream}. Each answer
 * is subscribed to as soon as it comes, so that it can be given up whether or not anybody ever
 * reads it: the SDK keeps the connection of one that nobody has subscribed to until its own
 * timeout.
 *
 * <p>Serves one call; the SDK prepares it anew for each attempt. Safe for use by several threads.
 */
final class ObjectBody implements AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> {

  private final Duration patience;
  private final Runnable over;
  private CompletableFuture<Multi<ByteBuffer>> opened = new CompletableFuture<>();
  private @Nullable ObjectStream stream;
  private boolean closed;

  /**
   * @param patience how long the store may let a reader wait for the next bytes
   * @param over hears that bytes have ended, one way or other; may be told several times
   */
  ObjectBody(Duration patience, Runnable over) {
    this.patience = patience;
    this.over = over;
  }

  @Override
  public synchronized CompletableFuture<Multi<ByteBuffer>> prepare() {
    opened = new CompletableFuture<>();
    return opened;
  }

  @Override
  public void onResponse(GetObjectResponse response) {}

  @Override
  public void onStream(SdkPublisher<ByteBuffer> bytes) {
    var arriving = new ObjectStream(patience, over);
    CompletableFuture<Multi<ByteBuffer>> waiting = arrived(arriving);
    bytes.subscribe(arriving);
    waiting.complete(Multi.createFrom().publisher(arriving));
  }

  /**
   * Of a connection that breaks in the middle the SDK tells this and not always the stream's
   * subscriber, who would wait for ever.
   */
  @Override
  public void exceptionOccurred(Throwable failure) {
    CompletableFuture<Multi<ByteBuffer>> waiting;
    ObjectStream broken;
    synchronized (this) {
      waiting = opened;
      broken = stream;
    }
    if (broken != null) {
      broken.fail(failure);
    }
    waiting.completeExceptionally(failure);
  }

  /** Gives the answer up, now or when it comes. Whoever reads it hears nothing more. */
  void close() {
    ObjectStream left;
    synchronized (this) {
      closed = true;
      left = stream;
    }
    if (left != null) {
      left.cancel();
    }
  }

  /** What a read fails with that is closed before it begins. */
  static CancellationException left() {
    return new CancellationException("The reader has left");
  }

  private synchronized CompletableFuture<Multi<ByteBuffer>> arrived(ObjectStream arriving) {
    stream = arriving;
    if (closed) {
      arriving.cancel();
    }
    return opened;
  }
}
