package dev.satchel.api;

import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Impatient;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send too slowly: they are refused, and hold nothing. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Impatient.class)
class SlowUploadTest {

  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(200_000, 1)).bytes();

  @Inject BufferBudget budget;

  /** The first upload takes a while, for which no client is to blame. */
  @BeforeEach
  void warmUp() throws Exception {
    Eventually.holds(
        () -> FilesApi.BOOTSTRAP.post(UploadDocument.of("warm")).then().statusCode(200));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isZero());
    Storage.assertTidy();
  }

  @Test
  void refusesOneThatStalls() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + DOCUMENT.length));
      client.send(Arrays.copyOf(DOCUMENT, 100_000));

      assertRefused(client);
    }
  }

  @Test
  void refusesOneThatSendsNothingAtAll() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + DOCUMENT.length));

      assertRefused(client);
    }
  }

  @Test
  void refusesOneThatTricklesHoweverFastItBegan() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + DOCUMENT.length));
      client.send(Arrays.copyOf(DOCUMENT, 150_000));
      for (int i = 0; i < 20 && client.isSilentFor(Duration.ofMillis(500)); i++) {
        client.send(new byte[] {'A'});
      }

      assertRefused(client);
    }
  }

  @Test
  void takesOneThatIsFastEnough() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + DOCUMENT.length));
      for (int at = 0; at < DOCUMENT.length; at += 40_000) {
        client.send(Arrays.copyOfRange(DOCUMENT, at, Math.min(DOCUMENT.length, at + 40_000)));
        Thread.sleep(600);
      }

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotBlameThoseWhoWaitInLine() throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(RawConnection.open().send(uploadHead("Transfer-Encoding: chunked")));
      slow.get(i).sendChunk(Arrays.copyOf(DOCUMENT, 100_000));
    }
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isEqualTo(24 << 20));
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + DOCUMENT.length)).send(DOCUMENT);

      assertThat(client.answer().status()).isEqualTo(200);
    }
    for (RawConnection client : slow) {
      client.close();
    }
  }

  private static void assertRefused(RawConnection client) throws Exception {
    RawAnswer answer = client.answer();
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.text()).contains("upload_too_slow");
    assertThat(client.ends()).isTrue();
  }
}
