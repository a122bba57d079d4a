package dev.satchel.blob;

import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One read of one object, and the owner of all that it takes: a permit, a request, the store's
 * answer, the connection on which it comes. Made before any of them, it gives all of them back when
 * the bytes have been read, when the read fails, and when it is closed, whichever comes first and
 * whatever is under way then.
 *
 * <p>A request that the store has not answered yet is not cancelled: the SDK's client (2.41) loses
 * a connection for good whose request is cancelled just when it has got it. Its answer is given up
 * as soon as it comes, which {@code satchel.s3.attempt-timeout} bounds, and the permit is held
 * until then, as the connection is.
 *
 * <p>Safe for use by several threads. Never blocks.
 */
final class BlobRead {

  /** Asks the store, which answers into the transformer. */
  interface Request
      extends Function<
          AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>>,
          CompletableFuture<Multi<ByteBuffer>>> {}

  private final Request request;
  private final ReadPermits permits;
  private final Duration patience;
  private boolean closed;
  private @Nullable ObjectBody body;

  /**
   * @param patience how long the store may let a reader wait for the next bytes
   */
  BlobRead(Request request, ReadPermits permits, Duration patience) {
    this.request = request;
    this.permits = permits;
    this.patience = patience;
  }

  /**
   * The object's bytes, to be subscribed to once. Fails with {@code overloaded} where no permit is
   * left, with a {@link CancellationException} where this is closed already, and as {@link
   * StoreOperation#READ} says.
   */
  Uni<Multi<ByteBuffer>> open() {
    return Uni.createFrom()
        .completionStage(this::asked)
        .onFailure()
        .transform(StoreOperation.READ::translated)
        .onCancellation()
        .invoke(this::close);
  }

  /** Gives back whatever has been taken. Whoever reads the bytes hears nothing more. */
  void close() {
    ObjectBody left;
    synchronized (this) {
      closed = true;
      left = body;
    }
    if (left != null) {
      left.close();
    }
  }

  /** A copy of the SDK's own future, which whoever gives up may cancel without harm. */
  private CompletableFuture<Multi<ByteBuffer>> asked() {
    return permits
        .take()
        .map(this::asked)
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    ProblemException.overloaded("Too many files are being read.")));
  }

  private CompletableFuture<Multi<ByteBuffer>> asked(Runnable permit) {
    ObjectBody answer = begun(new ObjectBody(patience, permit));
    if (answer == null) {
      permit.run();
      return CompletableFuture.failedFuture(ObjectBody.left());
    }
    CompletableFuture<Multi<ByteBuffer>> call = request.apply(answer);
    CompletableFuture<?> _ = call.exceptionally(failed -> released(permit));
    return call.copy();
  }

  private synchronized @Nullable ObjectBody begun(ObjectBody answer) {
    body = closed ? null : answer;
    return body;
  }

  private static @Nullable Multi<ByteBuffer> released(Runnable permit) {
    permit.run();
    return null;
  }
}
