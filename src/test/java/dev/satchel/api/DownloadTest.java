package dev.satchel.api;

import static dev.satchel.testing.RawConnection.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawAnswer;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Downloads: headers, ways to read, and what happens when the store has other bytes. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class DownloadTest {

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @Test
  void tellsWhatItServes() throws Exception {
    byte[] bytes = UploadDocument.random(1000, 1);
    String id = upload("photo.jpg", "image/jpeg", bytes);

    Response answer = api.download(id);

    answer
        .then()
        .statusCode(200)
        .header("Content-Type", "image/jpeg")
        .header("Content-Length", "1000")
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", "private, no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header(
            "Content-Disposition", "inline; filename=\"photo.jpg\"; filename*=UTF-8''photo.jpg");
    assertThat(answer.header("X-Request-Id")).isNotBlank();
    assertThat(answer.header("ETag"))
        .isEqualTo(
            '"'
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes))
                + '"');
    ZonedDateTime.parse(answer.header("Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(answer.asByteArray()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, inline",
    "IMAGE/PNG, inline",
    "application/pdf, inline",
    "image/svg+xml, attachment",
    "text/html, attachment",
    "application/octet-stream, attachment",
    "image/jpegx, attachment"
  })
  void showsOnlyWhatRunsNothing(String type, String disposition) throws Exception {
    Response answer = api.download(upload("a", type, new byte[1]));

    assertThat(answer.header("Content-Disposition")).startsWith(disposition + ";");
    assertThat(answer.header("Content-Type")).isEqualTo(type);
  }

  @Test
  void namesCannotBreakOutOfTheirHeader() {
    String name = "na\"me\\ %41 ü😀/../x\r\nSet-Cookie: a=b\r\n\r\n.svg";
    String id = upload(name, "a/b", new byte[1]);

    Response answer = api.download(id);

    assertThat(answer.header("Set-Cookie")).isNull();
    String disposition = answer.header("Content-Disposition");
    assertThat(disposition)
        .matches("attachment; filename=\"[ !#$&-.0-~]*\"; filename\\*=UTF-8''\\S*");
    String extended = disposition.substring(disposition.indexOf("''") + 2).replace("+", "%2B");
    assertThat(URLDecoder.decode(extended, StandardCharsets.UTF_8)).isEqualTo(name);
  }

  @Test
  void headIsAsGetWithoutTheBody() {
    String id = upload("a.txt", "text/plain", new byte[5]);

    Response get = api.download(id);
    Response head = api.head(id);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asByteArray()).isEmpty();
    for (String name :
        new String[] {"Content-Type", "Content-Length", "ETag", "Last-Modified", "Accept-Ranges"}) {
      assertThat(head.header(name)).as(name).isEqualTo(get.header(name));
    }
  }

  @Test
  void aSlowReaderGetsEveryByte() throws Exception {
    byte[] bytes = UploadDocument.random(12_000_000, 2);
    String id = upload("a", "a/b", bytes);
    try (var client = RawConnection.slowReader()) {
      client.send(head("GET /v1/files/" + id + " HTTP/1.1", "dev-key"));
      Thread.sleep(500);

      RawAnswer answer = client.answer();

      assertThat(answer.isWhole()).isTrue();
      assertThat(Arrays.equals(answer.body(), bytes)).isTrue();
    }
  }

  @Test
  void aReaderThatLeavesDisturbsNobody() throws Exception {
    byte[] bytes = UploadDocument.random(12_000_000, 3);
    String id = upload("a", "a/b", bytes);
    for (int i = 0; i < 20; i++) {
      try (var client = RawConnection.slowReader()) {
        client.send(head("GET /v1/files/" + id + " HTTP/1.1", "dev-key"));
        assertThat(client.read()).isEqualTo('H');
        client.reset();
      }
    }

    assertThat(Arrays.equals(api.download(id).asByteArray(), bytes)).isTrue();
  }

  @Test
  void neverEndsWellWithOtherBytes() throws Exception {
    byte[] bytes = UploadDocument.random(300_000, 4);
    String id = upload("a", "a/b", bytes);
    bytes[299_999]++;
    Storage.overwrite(id, bytes);

    assertThat(get(id).isWhole()).isFalse();

    Storage.overwrite(id, Arrays.copyOf(bytes, 299_000));
    assertThat(get(id).isWhole()).isFalse();
    Storage.overwrite(id, Arrays.copyOf(bytes, 301_000));
    assertThat(get(id).isWhole()).isFalse();
    Storage.overwrite(id, UploadDocument.random(3_000_000, 5));
    assertThat(get(id).isWhole()).isFalse();
  }

  @Test
  void neverEndsARangeWellThatIsNotWhatWasAskedFor() throws Exception {
    byte[] bytes = UploadDocument.random(300_000, 6);
    String id = upload("a", "a/b", bytes);
    assertThat(get(id, "Range: bytes=100000-").body())
        .isEqualTo(Arrays.copyOfRange(bytes, 100_000, 300_000));
    assertThat(get(id, "Range: bytes=0-").body()).isEqualTo(bytes);

    Storage.overwrite(id, Arrays.copyOf(bytes, 200_000));
    assertBreaksOff(id, "Range: bytes=100000-");
    bytes[150_000]++;
    Storage.overwrite(id, bytes);
    assertBreaksOff(id, "Range: bytes=0-");
  }

  @Test
  void answers500WithoutABodyWhereTheBytesAreGone() throws Exception {
    String id = upload("a", "a/b", new byte[10]);
    Storage.remove(id);

    RawAnswer answer = get(id);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).isEmpty();
    Storage.overwrite(id, new byte[10]);
    assertThat(get(id).isWhole()).isTrue();
  }

  /** The client is told, instead of waiting for the rest. */
  private static void assertBreaksOff(String id, String range) throws Exception {
    RawAnswer answer = get(id, range);
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.isWhole()).isFalse();
  }

  private static RawAnswer get(String id, String... headers) throws Exception {
    try (var client = RawConnection.open()) {
      return client.send(head("GET /v1/files/" + id + " HTTP/1.1", "dev-key", headers)).answer();
    }
  }

  private String upload(String name, String type, byte[] bytes) {
    return api.uploadOne(UploadDocument.empty().file(name, type, bytes));
  }
}
