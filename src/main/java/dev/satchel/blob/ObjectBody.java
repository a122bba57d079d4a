package dev.satchel.blob;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object as a stream that always ends. Of a connection that breaks in the middle
 * the SDK tells the transformer and not the stream's subscriber, who would wait for ever; of a
 * store that says nothing more it does not tell in time.
 *
 * <p>Serves one call; the SDK prepares it anew for each attempt.
 */
final class ObjectBody implements AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> {

  private final Duration patience;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile CompletableFuture<Multi<ByteBuffer>> opened = new CompletableFuture<>();
  private volatile CompletableFuture<ByteBuffer> broken = new CompletableFuture<>();

  /**
   * @param patience how long the store may let a reader wait for the next bytes
   * @param over run once, when the call is over and its connection free
   */
  ObjectBody(Duration patience, Runnable over) {
    this.patience = patience;
    CompletableFuture<?> _ = this.over.thenRun(over);
  }

  /** To be called with the call's result: one that has failed is over. */
  void settled(@Nullable Multi<ByteBuffer> stream, @Nullable Throwable failure) {
    if (failure != null) {
      over.complete(null);
    }
  }

  @Override
  public CompletableFuture<Multi<ByteBuffer>> prepare() {
    broken = new CompletableFuture<>();
    opened = new CompletableFuture<>();
    return opened;
  }

  @Override
  public void onResponse(GetObjectResponse response) {}

  @Override
  public void onStream(SdkPublisher<ByteBuffer> bytes) {
    CompletableFuture<ByteBuffer> failing = broken;
    opened.complete(Multi.createFrom().deferred(() -> ending(bytes, failing)));
  }

  /** Also the end of a stream that nobody has taken: then this is all that tells of it. */
  @Override
  public void exceptionOccurred(Throwable failure) {
    if (opened.state() == Future.State.SUCCESS) {
      over.complete(null);
    }
    opened.completeExceptionally(failure);
    broken.completeExceptionally(failure);
  }

  /** Holds one buffer at the most. */
  private Multi<ByteBuffer> ending(
      SdkPublisher<ByteBuffer> bytes, CompletableFuture<ByteBuffer> broken) {
    var deadline = new ReadDeadline(patience, broken);
    Multi<ByteBuffer> arriving =
        Multi.createFrom()
            .publisher(AdaptersToFlow.publisher(bytes))
            .onRequest()
            .invoke(deadline::asked)
            .onItem()
            .invoke(deadline::arrived)
            .onCompletion()
            .invoke(() -> broken.complete(null));
    Multi<ByteBuffer> failure = Uni.createFrom().completionStage(broken).toMulti();
    return Multi.createBy()
        .merging()
        .withRequests(1)
        .streams(List.of(arriving, failure))
        .onTermination()
        .invoke(
            () -> {
              deadline.stop();
              over.complete(null);
            });
  }
}
