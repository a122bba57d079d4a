package dev.satchel.api;

import static dev.satchel.testing.Crowded.LINE;
import static dev.satchel.testing.Crowded.ROOM;
import static dev.satchel.testing.RawConnection.uploadHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BufferBudget;
import dev.satchel.digest.Sha256;
import dev.satchel.testing.Crowded;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More uploads than memory: they wait with their sockets paused, none starves, few are refused. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Crowded.class)
class OverloadTest {

  private static final byte[] DOCUMENT =
      UploadDocument.of(UploadDocument.random(1_000_000, 1)).bytes();

  private static final byte[] LARGE = UploadDocument.random(20_000_000, 2);

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
    byte[] document = UploadDocument.of(LARGE).with("sha256", hash(LARGE)).bytes();

    uploadManyAtOnce(uploadHead("Content-Length: " + document.length), document);
  }

  /** What waits of them is a piece of the body itself. */
  @Test
  void noneOfManyLargeFormsStarves() throws Exception {
    var form = new ByteArrayOutputStream();
    form.writeBytes(part("files\"; filename=\"a"));
    form.writeBytes(LARGE);
    form.writeBytes(part("sha256"));
    form.writeBytes(utf8(hash(LARGE)));
    form.writeBytes(part("userId"));
    form.writeBytes(utf8(UploadDocument.USER + "\r\n--x--"));

    uploadManyAtOnce(
        uploadHead("Content-Length: " + form.size())
            .replace("application/json", "multipart/form-data; boundary=x"),
        form.toByteArray());
  }

  private static byte[] part(String name) {
    return utf8("\r\n--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n");
  }

  /** That their bytes are the right ones is what their SHA-256 tells. */
  private static void uploadManyAtOnce(String head, byte[] body) throws Exception {
    try (var threads = Executors.newFixedThreadPool(12)) {
      List<Callable<Integer>> uploads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        uploads.add(() -> status(head, body));
      }
      for (Future<Integer> upload : threads.invokeAll(uploads)) {
        assertThat(upload.get()).isEqualTo(200);
      }
    }
  }

  private static int status(String head, byte[] body) throws Exception {
    try (var client = RawConnection.open()) {
      client.send(head).send(body);
      return client.answer().status();
    }
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
