package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class StoreConnectionTest {

  @Inject S3AsyncClient s3;

  /** Both the framework's timer and the SDK's own hold what is cancelled until its time comes. */
  @Test
  void setsDeadlinesOnATimerThatLetsGo() throws Exception {
    ScheduledExecutorService timer =
        s3.serviceClientConfiguration()
            .overrideConfiguration()
            .scheduledExecutorService()
            .orElseThrow();

    assertThat(timer.schedule(() -> Thread.currentThread().getName(), 0, TimeUnit.SECONDS).get())
        .isEqualTo("s3-deadlines");
  }
}
