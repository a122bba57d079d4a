package dev.satchel.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request to a target and its answer. The status decides; of the body, as much is read as
 * arrives within a second, up to an excerpt. Runs on the event loop of its connection.
 */
final class DeliveryExchange {

  /** Of an answer, what is kept of it. */
  private static final int EXCERPT_BYTES = 1024;

  /** An answer's body is for the record only: it is not waited for any longer. */
  private static final Duration EXCERPT_TIMEOUT = Duration.ofSeconds(1);

  /**
   * What the target answered.
   *
   * @param excerpt of its body
   */
  record Answer(int status, @Nullable String retryAfter, String excerpt) {}

  private final Vertx vertx;
  private final HttpClientRequest request;
  private final Buffer excerpt = Buffer.buffer();
  private final CompletableFuture<Answer> answered = new CompletableFuture<>();
  private long timer;

  DeliveryExchange(Vertx vertx, HttpClientRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  /**
   * Sends the request.
   *
   * @param patience milliseconds until the answer has to have begun
   */
  CompletableFuture<Answer> run(Buffer body, long patience) {
    timer = vertx.setTimer(patience, late -> fail(new TimeoutException()));
    request
        .send(body)
        .onComplete(
            response -> {
              if (response.succeeded()) {
                read(response.result());
              } else {
                fail(response.cause());
              }
            });
    return answered;
  }

  private void read(HttpClientResponse response) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(EXCERPT_TIMEOUT.toMillis(), late -> cut(response));
    response.exceptionHandler(broken -> complete(response));
    response.endHandler(ended -> complete(response));
    response.handler(
        chunk -> {
          int room = EXCERPT_BYTES - excerpt.length();
          excerpt.appendBuffer(chunk, 0, Math.min(chunk.length(), room));
          if (excerpt.length() == EXCERPT_BYTES) {
            cut(response);
          }
        });
  }

  /** The rest of the answer is of no use, and neither is its connection. */
  private void cut(HttpClientResponse response) {
    complete(response);
    request.reset();
  }

  private void complete(HttpClientResponse response) {
    vertx.cancelTimer(timer);
    answered.complete(
        new Answer(
            response.statusCode(),
            response.getHeader("Retry-After"),
            storable(excerpt.toString(StandardCharsets.UTF_8))));
  }

  private void fail(Throwable failure) {
    vertx.cancelTimer(timer);
    if (answered.completeExceptionally(failure)) {
      request.reset();
    }
  }

  /** No column holds U+0000. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
