package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.digest.Sha256;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.UploadDocument;
import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyLenderTest {

  private static final int LENGTH = 4 * 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger lent = new AtomicInteger();
  private final AtomicInteger copied = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void lendsToReadersThatTakeWhatComes() throws Exception {
    byte[] body = UploadDocument.random(LENGTH, 1);
    int port = serve(request -> answerWithHash(request, BodyStream.borrowed(request)));

    assertThat(answersTo(port, body)).containsExactly(hash(body));
    assertThat(lent.get()).isGreaterThan(copied.get());
  }

  @Test
  void copiesForAllOthers() throws Exception {
    byte[] body = UploadDocument.random(LENGTH, 2);
    int port = serve(request -> answerWithHash(request, new BodyStream(request)));

    assertThat(answersTo(port, body)).containsExactly(hash(body));
    assertThat(lent).hasValue(0);
  }

  @Test
  void lendsAgainWhenWhatWasKeptBackIsRead() throws Exception {
    byte[] body = UploadDocument.random(LENGTH, 3);
    int port =
        serve(
            request -> {
              BodyStream bytes = BodyStream.borrowed(request);
              read(request, bytes, piece -> pauseNowAndThen(request, bytes));
            });

    assertThat(answersTo(port, body)).containsExactly(hash(body));
    assertThat(lent).hasPositiveValue();
    assertThat(copied).hasPositiveValue();
  }

  @Test
  void lendsNothingToAReaderThatFollowsABorrower() throws Exception {
    byte[] body = UploadDocument.random(LENGTH, 4);
    int port =
        serve(
            request -> {
              var all = Buffer.buffer();
              var rest = new BodyStream(request);
              read(
                  request,
                  BodyStream.borrowed(request),
                  all,
                  piece -> rest.handler(late -> take(late, all)));
            });

    assertThat(answersTo(port, body)).containsExactly(hash(body));
    assertThat(lent.get() + copied.get()).isGreaterThan(2);
    assertThat(lent).hasValueLessThanOrEqualTo(1);
  }

  /** The second one arrives, in part, before the first is answered. */
  @Test
  void tellsPipelinedBodiesApart() throws Exception {
    byte[] first = UploadDocument.random(LENGTH, 5);
    byte[] second = UploadDocument.random(LENGTH, 6);
    byte[] third = UploadDocument.random(LENGTH, 7);
    int port =
        serve(
            request ->
                vertx.setTimer(50, late -> answerWithHash(request, BodyStream.borrowed(request))));

    assertThat(answersTo(port, first, second, third))
        .containsExactly(hash(first), hash(second), hash(third));
  }

  private int serve(Handler<HttpServerRequest> reader) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              BodyLender.attach(channel(request).pipeline());
              new BodyStream(request).pause();
              reader.handle(request);
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get()
        .actualPort();
  }

  private void answerWithHash(HttpServerRequest request, BodyStream bytes) {
    read(request, bytes, piece -> {});
  }

  private void read(HttpServerRequest request, BodyStream bytes, Handler<Buffer> then) {
    read(request, bytes, Buffer.buffer(), then);
  }

  private void read(HttpServerRequest request, BodyStream bytes, Buffer all, Handler<Buffer> then) {
    bytes.handler(
        piece -> {
          take(piece, all);
          then.handle(piece);
        });
    bytes.endHandler(ended -> request.response().end(hash(all.getBytes())));
    bytes.resume();
  }

  private void take(Buffer piece, Buffer all) {
    (piece.getByteBuf().isDirect() ? lent : copied).incrementAndGet();
    all.appendBytes(piece.getBytes());
  }

  private void pauseNowAndThen(HttpServerRequest request, BodyStream bytes) {
    if ((lent.get() + copied.get()) % 5 == 0) {
      bytes.pause();
      Future<?> _ = channel(request).eventLoop().schedule(bytes::resume, 2, TimeUnit.MILLISECONDS);
    }
  }

  /** What comes back when all bodies are sent before an answer is read. */
  private static String[] answersTo(int port, byte[]... bodies) throws Exception {
    try (var connection = RawConnection.open(port)) {
      Thread sending =
          Thread.startVirtualThread(
              () -> {
                for (byte[] body : bodies) {
                  send(connection, body);
                }
              });
      var answers = new String[bodies.length];
      for (int i = 0; i < bodies.length; i++) {
        answers[i] = new String(connection.answer().body(), StandardCharsets.US_ASCII);
      }
      sending.join();
      return answers;
    }
  }

  private static void send(RawConnection connection, byte[] body) {
    try {
      connection.send(RawConnection.uploadHead("Content-Length: " + body.length)).send(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  private static Channel channel(HttpServerRequest request) {
    return ((ConnectionBase) request.connection()).channel();
  }
}
