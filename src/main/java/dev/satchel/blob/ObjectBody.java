package dev.satchel.blob;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object as a stream that always ends. Of a connection that breaks in the middle
 * the SDK tells the transformer and not the stream's subscriber, who would wait for ever.
 *
 * <p>Serves one call; the SDK prepares it anew for each attempt.
 */
final class ObjectBody implements AsyncResponseTransformer<GetObjectResponse, Multi<ByteBuffer>> {

  private volatile CompletableFuture<Multi<ByteBuffer>> opened = new CompletableFuture<>();
  private volatile CompletableFuture<ByteBuffer> broken = new CompletableFuture<>();

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
    opened.complete(ending(bytes, broken));
  }

  @Override
  public void exceptionOccurred(Throwable failure) {
    opened.completeExceptionally(failure);
    broken.completeExceptionally(failure);
  }

  /** Holds one buffer at the most. */
  private static Multi<ByteBuffer> ending(
      SdkPublisher<ByteBuffer> bytes, CompletableFuture<ByteBuffer> broken) {
    Multi<ByteBuffer> arriving =
        Multi.createFrom()
            .publisher(AdaptersToFlow.publisher(bytes))
            .onCompletion()
            .invoke(() -> broken.complete(null));
    Multi<ByteBuffer> failure = Uni.createFrom().completionStage(broken).toMulti();
    return Multi.createBy().merging().withRequests(1).streams(List.of(arriving, failure));
  }
}
