package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.testing.SatchelServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkiverse.amazon.s3.runtime.S3Config;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/**
 * Requests that get a connection with handlers of another one still in place. The SDK's client
 * rarely does that, where many requests come at once; here it does so when it is told.
 */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class LeftHandlerTest {

  private static final String LEFT =
      "Duplicate handler name: HttpStreamsClientHandler#0-body-subscriber";

  @Inject S3Config quarkus;
  @Inject StoreConfig config;

  @Test
  void isTriedAgain() throws Exception {
    var broken = new BrokenClient(2, new IllegalArgumentException(LEFT));

    deleteWith(broken);

    assertThat(broken.requests).hasValue(3);
  }

  @Test
  void isNotTriedForEver() {
    var broken = new BrokenClient(100, new IllegalArgumentException(LEFT));

    assertThatThrownBy(() -> deleteWith(broken)).hasRootCauseMessage(LEFT);

    assertThat(broken.requests).hasValueLessThan(10);
  }

  @Test
  void isNotWhatElseTheClientRefuses() {
    var broken = new BrokenClient(1, new IllegalArgumentException("No such header"));

    assertThatThrownBy(() -> deleteWith(broken)).hasCauseInstanceOf(SdkClientException.class);

    assertThat(broken.requests).hasValue(1);
  }

  private void deleteWith(SdkAsyncHttpClient http) throws Exception {
    S3AsyncClientBuilder builder = SatchelServers.s3Builder().httpClient(http);
    try (http;
        S3AsyncClient s3 =
            StoreConnection.client(
                builder, quarkus, config, new SimpleMeterRegistry(), OpenTelemetry.noop())) {
      s3.deleteObject(delete -> delete.bucket(config.bucket()).key("nothing"))
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** Fails its first requests, and sends the others. */
  private static final class BrokenClient implements SdkAsyncHttpClient {

    private final SdkAsyncHttpClient http = NettyNioAsyncHttpClient.create();
    private final AtomicInteger requests = new AtomicInteger();
    private final int failures;
    private final RuntimeException failure;

    BrokenClient(int failures, RuntimeException failure) {
      this.failures = failures;
      this.failure = failure;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      if (requests.incrementAndGet() > failures) {
        return http.execute(request);
      }
      request.responseHandler().onError(failure);
      return CompletableFuture.failedFuture(failure);
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
