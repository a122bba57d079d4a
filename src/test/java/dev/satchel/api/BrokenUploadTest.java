package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that leave, lie or dawdle: after each of them nothing is left, in memory or outside. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class BrokenUploadTest {

  /** One of the test's files is 20 MB, so a multipart upload is under way when it breaks. */
  private static final byte[] LARGE =
      UploadDocument.of(UploadDocument.random(100, 7))
          .file("large", "a/b", UploadDocument.random(20_000_000, 8))
          .bytes();

  private static final byte[] SMALL = UploadDocument.of("hello").bytes();

  @Inject BufferBudget budget;

  private int filesBefore;

  @BeforeEach
  void count() throws Exception {
    filesBefore = Storage.files();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Eventually.holds(() -> assertThat(budget.reservedBytes()).as("reserved").isZero());
    assertThat(budget.waiting()).isZero();
    Storage.assertTidy();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 200, 8_000_000, 15_000_000, 26_000_000})
  void aClientThatFinishesEarly(int sent) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      client.send(Arrays.copyOf(LARGE, sent));
      client.finishSending();
      assertThat(client.ends()).isTrue();
    }
    assertNoFiles();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 200, 8_000_000, 15_000_000, 26_000_000})
  void aClientThatBreaksTheConnection(int sent) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      client.send(Arrays.copyOf(LARGE, sent));
      client.reset();
    }
    assertNoFiles();
  }

  @Test
  void aClientThatBreaksItsChunks() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Transfer-Encoding: chunked"));
      client.sendChunk(Arrays.copyOf(LARGE, 15_000_000));
      client.send("not a chunk\r\n");
      assertThat(client.ends()).isTrue();
    }
    assertNoFiles();
  }

  @Test
  void aDocumentThatEndsBeforeItsLength() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + (SMALL.length + 10))).send(SMALL).send("}");

      assertThat(client.answer().text()).contains("invalid_json");
    }
    assertNoFiles();
  }

  @Test
  void aLengthThatCutsTheDocumentOff() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + (SMALL.length - 5)));
      client.send(Arrays.copyOf(SMALL, SMALL.length - 5));

      assertThat(client.answer().text()).contains("invalid_json");
    }
    assertNoFiles();
  }

  @Test
  void aClientThatLeavesBetweenUploads() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + SMALL.length)).send(SMALL);
      assertThat(client.answer().status()).isEqualTo(200);
      client.send(uploadHead("Content-Length: " + LARGE.length)).send(Arrays.copyOf(LARGE, 5000));
    }
    assertThat(Storage.files()).isEqualTo(filesBefore + 1);
  }

  @Test
  void aClientThatSendsByteByByte() throws Exception {
    try (var client = RawConnection.open()) {
      for (byte octet :
          uploadHead("Content-Length: " + SMALL.length).getBytes(StandardCharsets.US_ASCII)) {
        client.send(new byte[] {octet});
      }
      for (byte octet : SMALL) {
        client.send(new byte[] {octet});
      }

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatSendsChunksOfOneByte() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Transfer-Encoding: chunked"));
      for (byte octet : SMALL) {
        client.sendChunk(new byte[] {octet});
      }
      client.sendChunk(new byte[0]);

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatPausesInTheMiddle() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + LARGE.length));
      client.send(Arrays.copyOf(LARGE, 12_000_000));
      Thread.sleep(1000);
      client.send(Arrays.copyOfRange(LARGE, 12_000_000, LARGE.length));

      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatSendsTheNextRequestAtOnce() throws Exception {
    try (var client = RawConnection.open()) {
      String head = uploadHead("Content-Length: " + SMALL.length);
      client.send(head).send(SMALL).send(head).send(SMALL);
      client.send(head("GET /v1/files?limit=1 HTTP/1.1", "dev-key"));

      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.answer().text()).startsWith("{\"files\":[");
    }
    assertThat(Storage.files()).isEqualTo(filesBefore + 2);
  }

  @Test
  void aClientOfHttp10() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head("POST /v1/files HTTP/1.0", "dev-key", "Content-Length: " + SMALL.length));
      client.send(SMALL);

      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.ends()).isTrue();
    }
  }

  private void assertNoFiles() throws Exception {
    Thread.sleep(50);
    assertThat(Storage.files()).isEqualTo(filesBefore);
  }
}
