package dev.satchel.client;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Where a download goes: a new file, at the end of which the next try goes on if the service sends
 * the rest. For one try at a time.
 */
final class FileSink implements AutoCloseable {

  private static final int PARTIAL = 206;

  private final FileChannel file;
  private final Progress progress;
  private volatile String entityTag;

  FileSink(Path path, Progress progress) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.progress = progress;
  }

  /** The headers that ask for the rest, if there is something of it. */
  List<String> headers() throws IOException {
    String tag = entityTag;
    return tag == null || file.position() == 0
        ? List.of()
        : List.of("Range", "bytes=" + file.position() + "-", "If-Range", tag);
  }

  /** Writes a body down. What is said of a failure is a text. */
  BodyHandler<String> handler(Runnable moved) {
    return answer ->
        answer.statusCode() < 300
            ? new Writing(answer, moved)
            : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class Writing implements BodySubscriber<String> {

    private final CompletableFuture<String> written = new CompletableFuture<>();
    private final ResponseInfo answer;
    private final Runnable moved;
    private Subscription subscription;
    private long total;

    Writing(ResponseInfo answer, Runnable moved) {
      this.answer = answer;
      this.moved = moved;
    }

    @Override
    public CompletionStage<String> getBody() {
      return written;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      try {
        if (answer.statusCode() != PARTIAL) {
          file.truncate(0);
        }
        HttpHeaders headers = answer.headers();
        entityTag = headers.firstValue("ETag").orElse(null);
        long length = headers.firstValueAsLong("Content-Length").orElse(-1);
        total = length < 0 ? -1 : file.position() + length;
        given.request(1);
      } catch (IOException e) {
        fail(e);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining()) {
            file.write(buffer);
          }
        }
        moved.run();
        progress.moved(file.position(), total);
        subscription.request(1);
      } catch (IOException | RuntimeException e) {
        fail(e);
      }
    }

    @Override
    public void onError(Throwable broken) {
      written.completeExceptionally(broken);
    }

    /** The client tells of a body that is shorter than its Content-Length. */
    @Override
    public void onComplete() {
      written.complete("");
    }

    private void fail(Exception e) {
      subscription.cancel();
      written.completeExceptionally(e);
    }
  }
}
