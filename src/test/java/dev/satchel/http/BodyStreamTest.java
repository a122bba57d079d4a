package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyStreamTest {

  private static final int LONG = 4 * 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
  private URI address;

  @BeforeEach
  void listen() throws Exception {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  new BodyStream(request).pause();
                  requests.add(request);
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    address = URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void leavesTheSocketAloneAtOnce() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = post(LONG);
    HttpServerRequest request = next();

    assertThat(channel(request).config().isAutoRead()).isFalse();
    Thread.sleep(200);
    assertThat(request.bytesRead()).isZero();
    assertThat(answer).isNotDone();

    answerWithLength(request);
    assertThat(answer.get().body()).isEqualTo(Integer.toString(LONG));
  }

  @Test
  void readsOnWhereItStopped() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = post(LONG);
    HttpServerRequest request = next();
    var body = new BodyStream(request);
    var length = new int[1];

    channel(request)
        .eventLoop()
        .execute(
            () -> {
              body.handler(
                  chunk -> {
                    length[0] += chunk.length();
                    body.pause();
                    Future<?> _ =
                        channel(request)
                            .eventLoop()
                            .schedule(body::resume, 1, TimeUnit.MILLISECONDS);
                  });
              body.endHandler(ended -> request.response().end(Integer.toString(length[0])));
              body.resume();
            });

    assertThat(answer.get().body()).isEqualTo(Integer.toString(LONG));
  }

  @Test
  void servesTheNextRequestOfTheConnection() throws Exception {
    for (int i = 0; i < 2; i++) {
      CompletableFuture<HttpResponse<String>> answer = post(10);
      answerWithLength(next());
      assertThat(answer.get().body()).isEqualTo("10");
    }
  }

  private CompletableFuture<HttpResponse<String>> post(int length) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofByteArray(new byte[length]))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpServerRequest next() throws InterruptedException {
    HttpServerRequest request = requests.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static void answerWithLength(HttpServerRequest request) {
    var length = new int[1];
    channel(request)
        .eventLoop()
        .execute(
            () ->
                new BodyStream(request)
                    .handler(chunk -> length[0] += chunk.length())
                    .endHandler(ended -> request.response().end(Integer.toString(length[0])))
                    .resume());
  }

  private static Channel channel(HttpServerRequest request) {
    return ((ConnectionBase) request.connection()).channel();
  }
}
