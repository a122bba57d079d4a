package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.satchel.testing.VersionedStore;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3AsyncClient;

@QuarkusTest
class PromptBodyTest {

  private static final String NOTHING_EXPECTED = "";

  @Inject S3AsyncClient ours;

  @Test
  void isSentUnasked() throws Exception {
    assertThat(expectationOf(new PromptBody())).isEqualTo(NOTHING_EXPECTED);
  }

  /** Else the test above would tell nothing. */
  @Test
  void wouldBeAskedForByTheSdkAlone() throws Exception {
    assertThat(expectationOf(new ExecutionInterceptor() {})).isEqualTo("100-continue");
  }

  @Test
  void isWhatTheServiceSends() {
    assertThat(ours.serviceClientConfiguration().overrideConfiguration().executionInterceptors())
        .hasAtLeastOneElementOfType(PromptBody.class);
  }

  private static String expectationOf(ExecutionInterceptor interceptor) throws Exception {
    BlockingQueue<String> expected = new LinkedBlockingQueue<>();
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        call -> {
          String expect = call.getRequestHeaders().getFirst("Expect");
          expected.add(expect == null ? NOTHING_EXPECTED : expect);
          call.getRequestBody().readAllBytes();
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    store.start();
    try (S3AsyncClient s3 =
        VersionedStore.clientOf(store.getAddress().getPort())
            .overrideConfiguration(all -> all.addExecutionInterceptor(interceptor))
            .build()) {
      s3.putObject(put -> put.bucket("b").key("k"), AsyncRequestBody.fromString("contents"))
          .get(20, TimeUnit.SECONDS);
      return expected.remove();
    } finally {
      store.stop(0);
    }
  }
}
