package dev.satchel.api;

import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More uploads than memory: they wait with their sockets paused, none starves, few are refused. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(OverloadTest.SmallMemory.class)
class OverloadTest {

  /** Room for three uploads of unknown length, and a line for twenty. */
  public static class SmallMemory implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("satchel.upload.memory", "24M", "satchel.upload.queue", "20");
    }
  }

  private static final int ROOM = 3;
  private static final int LINE = 20;
  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(1_000_000, 1)).bytes();

  private final FilesApi api = FilesApi.BOOTSTRAP;
  private final List<RawConnection> clients = new ArrayList<>();

  @Inject BufferBudget budget;

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (RawConnection client : clients) {
      client.close();
    }
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isZero());
    Eventually.holds(() -> assertThat(budget.waiting()).isZero());
    Storage.assertTidy();
  }

  @Test
  void refusesThoseForWhomThereIsNoPlaceInTheLine() throws Exception {
    begin(ROOM);
    begin(LINE);
    Eventually.holds(() -> assertThat(budget.waiting()).isEqualTo(LINE));

    Response answer = api.post(UploadDocument.of("x"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.jsonPath().getString("code")).isEqualTo("overloaded");
  }

  @Test
  void takesThoseWhoWaitWhenOthersHaveFinished() throws Exception {
    begin(ROOM);
    begin(LINE);
    Eventually.holds(() -> assertThat(budget.waiting()).isEqualTo(LINE));

    for (RawConnection client : clients) {
      client.sendChunk(Arrays.copyOfRange(DOCUMENT, 100_000, DOCUMENT.length));
      client.sendChunk(new byte[0]);
    }

    for (RawConnection client : clients) {
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void givesThePlaceOfThoseWhoLeaveToOthers() throws Exception {
    begin(ROOM);
    begin(LINE);
    Eventually.holds(() -> assertThat(budget.waiting()).isEqualTo(LINE));

    for (RawConnection client : clients) {
      client.reset();
    }

    Eventually.holds(
        () -> assertThat(api.post(UploadDocument.of("x")).statusCode()).isEqualTo(200));
  }

  /** Each holds a part and wants another: three times as much memory as there is. */
  @Test
  void noneOfManyLargeOnesStarves() throws Exception {
    byte[] large = UploadDocument.of(UploadDocument.random(20_000_000, 2)).bytes();
    try (var threads = Executors.newFixedThreadPool(12)) {
      List<Callable<Integer>> uploads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        uploads.add(() -> status(large));
      }
      for (Future<Integer> upload : threads.invokeAll(uploads)) {
        assertThat(upload.get()).isEqualTo(200);
      }
    }
  }

  private static int status(byte[] document) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(uploadHead("Content-Length: " + document.length)).send(document);
      return client.answer().status();
    }
  }

  /** Clients that have sent the beginning of a file. */
  private void begin(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      var client = RawConnection.open().send(uploadHead("Transfer-Encoding: chunked"));
      clients.add(client.sendChunk(Arrays.copyOf(DOCUMENT, 100_000)));
    }
    long wanted = Math.min(clients.size(), ROOM) * (8L << 20);
    Eventually.holds(() -> assertThat(budget.reservedBytes()).isEqualTo(wanted));
  }
}
