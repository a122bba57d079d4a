package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.Eventually;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Impatient;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.Receiver;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left for others where more targets are dead than may be tried at a time. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Impatient.class)
class WebhookSharesTest {

  private final TestKey key = TestKey.ofNewAccount();
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final FilesApi files = FilesApi.of(key);

  /** Nobody is to deliver to these targets in other tests. */
  @AfterEach
  void delete() throws Exception {
    Storage.rows("delete from delivery returning id::text");
  }

  @Test
  void deliversToEachTargetThatLivesHoweverManyAreDead() throws Exception {
    try (Receiver dead = Receiver.start();
        Receiver alive = Receiver.start()) {
      dead.does(Receiver.stall(60_000));
      for (int i = 0; i < 12; i++) {
        answer(dead.url("/" + i));
      }
      Eventually.holds(() -> assertThat(dead.deliveries()).hasSizeGreaterThanOrEqualTo(6));

      for (int i = 0; i < 6; i++) {
        answer(alive.url("/" + i));
      }

      Eventually.holds(
          () ->
              assertThat(alive.deliveries().stream().map(Receiver.Delivery::path).distinct())
                  .hasSize(6));
    }
  }

  @Test
  void whatWaitsForAnEarlierOneIsNotLate() throws Exception {
    try (Receiver failing = Receiver.start()) {
      failing.does(Receiver.status(500));
      String request = requests.openFor(failing.url("/"));
      files.uploadOne(UploadDocument.of("a").fileRequest(request));
      Eventually.holds(() -> assertThat(failing.deliveries()).hasSizeGreaterThanOrEqualTo(1));
      files.uploadOne(UploadDocument.of("b").fileRequest(request));
      long since = System.nanoTime();

      Eventually.holds(() -> assertThat(failing.deliveries()).hasSizeGreaterThanOrEqualTo(8));

      double waited = Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
      assertThat(Metrics.sum("satchel_webhook_oldest_due_seconds")).isLessThan(waited / 2);
    }
  }

  private void answer(String url) {
    files.uploadOne(UploadDocument.of("a").fileRequest(requests.openFor(url)));
  }
}
