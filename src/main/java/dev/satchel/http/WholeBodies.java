package dev.satchel.http;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the body of a call that is not an upload as a whole: up to {@code
 * satchel.api.max-body-size} bytes, held in memory.
 */
@ApplicationScoped
class WholeBodies {

  private final long maxSize;
  private final long timeoutMillis;
  private final Vertx vertx;

  WholeBodies(HttpConfig http, BodyConfig bodies, Vertx vertx) {
    this.vertx = vertx;
    this.timeoutMillis = http.bodyTimeout().toMillis();
    this.maxSize = bodies.maxBodySize().asLongValue();
  }

  /**
   * The body of {@code request}. To be called on its event loop before a byte has been read;
   * answers there. Fails with {@link ProblemException} where the body is too large, too slow, cut
   * short or encoded; what its head tells of that is answered before the body is read.
   */
  Uni<Buffer> read(HttpServerRequest request) {
    return Uni.createFrom().completionStage(() -> body(request));
  }

  private CompletableFuture<Buffer> body(HttpServerRequest request) {
    requireNoContentEncoding(request);
    requireLength(request);
    var bytes = new BodyStream(request);
    if (bytes.isOver()) {
      return request.response().closed()
          ? CompletableFuture.failedFuture(incomplete())
          : CompletableFuture.completedFuture(Buffer.buffer());
    }
    var whole = new CompletableFuture<Buffer>();
    gather(bytes, whole);
    long timer = vertx.setTimer(timeoutMillis, late -> whole.completeExceptionally(tooSlow()));
    BodyStream.inviteIfAsked(request);
    bytes.resume();
    return whole.whenComplete((gathered, failure) -> vertx.cancelTimer(timer));
  }

  private void gather(BodyStream bytes, CompletableFuture<Buffer> whole) {
    var gathered = Buffer.buffer();
    bytes.exceptionHandler(left -> whole.completeExceptionally(incomplete()));
    bytes.endHandler(ended -> whole.complete(gathered));
    bytes.handler(
        chunk -> {
          if (gathered.length() + chunk.length() > maxSize) {
            bytes.pause();
            whole.completeExceptionally(tooLarge());
          } else {
            gathered.appendBuffer(chunk);
          }
        });
  }

  private static void requireNoContentEncoding(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaderNames.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw problem(
          ProblemCode.UNSUPPORTED_CONTENT_ENCODING,
          "The request's Content-Encoding is not supported.");
    }
  }

  private void requireLength(HttpServerRequest request) {
    String announced = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    if (announced != null && Long.parseLong(announced) > maxSize) {
      throw tooLarge();
    }
  }

  private ProblemException tooLarge() {
    return problem(
        ProblemCode.REQUEST_TOO_LARGE, "The request has more than " + maxSize + " bytes.");
  }

  private static ProblemException tooSlow() {
    return problem(ProblemCode.UPLOAD_TOO_SLOW, "The body arrives too slowly.");
  }

  private static ProblemException incomplete() {
    return problem(ProblemCode.INCOMPLETE_BODY, "The request ended before its body did.");
  }

  private static ProblemException problem(ProblemCode code, String sentence) {
    return new ProblemException(code, null, sentence);
  }
}
