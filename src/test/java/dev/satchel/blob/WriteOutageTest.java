package dev.satchel.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Settings;
import dev.satchel.testing.VersionedStore;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** A store that answers with 404, as Ceph's gateway does where the body of a write breaks off. */
class WriteOutageTest {

  private static final String NO_SUCH_KEY =
      "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><RequestId>tx</RequestId></Error>";

  private final AtomicInteger requests = new AtomicInteger();
  private int outages;

  @SuppressWarnings("NullAway.Init") // before each test
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // before each test
  private S3AsyncClient s3;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    s3 =
        VersionedStore.clientOf(server.getAddress().getPort())
            .overrideConfiguration(client -> client.addExecutionInterceptor(new WriteOutage()))
            .putAuthScheme(new SignedContents())
            .build();
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  @Test
  void isTriedAgain() {
    outages = 2;

    upload().put(new byte[10]).join();

    assertThat(requests).hasValue(3);
  }

  @Test
  void isAnOutageOfTheStoreWhereItLasts() {
    outages = 100;

    assertThatThrownBy(() -> upload().put(new byte[10]).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE);
              assertThat(problem.getCause()).hasMessageContaining("did not write: 503 NoSuchKey");
            });
    assertThat(requests).hasValueBetween(2, 10);
  }

  /** A read that is answered so has lost its blob, and asks no second time. */
  @Test
  void isNotWhatAReadMeets() {
    outages = 100;

    assertThatThrownBy(
            () ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            s3.getObject(
                                get -> get.bucket("satchel").key("a"),
                                AsyncResponseTransformer.toBytes()))
                    .onFailure()
                    .transform(StoreOperation.READ::translated)
                    .await()
                    .atMost(Duration.ofSeconds(20)))
        .isInstanceOf(LostBlobException.class);
    assertThat(requests).hasValue(1);
  }

  private ObjectUpload upload() {
    return new ObjectUpload(
        new StoreConnection(s3, Settings.defaults(StoreConfig.class)), WriteProof.SIGNATURE, "a");
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (requests.incrementAndGet() <= outages) {
      byte[] body = NO_SUCH_KEY.getBytes(UTF_8);
      exchange.sendResponseHeaders(404, body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.getResponseHeaders().add("ETag", "\"a\"");
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }
}
