package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Tiffs;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.UploadsApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come over several requests. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ResumableUploadTest {

  private final UploadsApi api = UploadsApi.BOOTSTRAP;

  @AfterEach
  void nothingIsLeft() throws Exception {
    Storage.assertTidy();
  }

  @Test
  void becomesAFileWithItsLastByte() {
    byte[] bytes = UploadDocument.random(1000, 1);
    String id = api.begin(1000);
    api.append(id, 0, Arrays.copyOf(bytes, 400)).then().statusCode(204);
    assertThat(api.files().metadata(id).statusCode()).isEqualTo(404);
    assertThat(api.find(id).jsonPath().getMap(""))
        .containsEntry("file", null)
        .containsEntry("offset", 400);

    Response last = api.append(id, 400, Arrays.copyOfRange(bytes, 400, 1000));

    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(last.header("Upload-Offset")).isEqualTo("1000");
    assertThat(last.header("Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
    assertThat(api.find(id).jsonPath().getString("file.originalName")).isEqualTo("Fuß.jpg");
    assertThat(api.offset(id)).isEqualTo(1000);
  }

  /** Sizes around those at which parts begin, in requests that end around them, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "8388607",
        "8388608",
        "8388609",
        "1 8388607",
        "8388607 1",
        "8388607 2",
        "8388608 1",
        "5000000 5000000 8000000",
        "3 16777216 5",
        "20000000",
        "9000000 1 1 1 8000000"
      })
  void isWhatWasSentHoweverItCame(String requests) throws Exception {
    int[] sizes = Arrays.stream(requests.split(" ")).mapToInt(Integer::parseInt).toArray();
    byte[] bytes = UploadDocument.random(Arrays.stream(sizes).sum(), 2);
    String id = api.begin(bytes.length);
    int at = 0;
    for (int size : sizes) {
      Response answer = api.append(id, at, Arrays.copyOfRange(bytes, at, at + size));
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
      at += size;
      assertThat(api.offset(id)).isEqualTo(at);
    }

    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
    Storage.assertTidy();
  }

  /** In one part and in two, whatever request has brought it. */
  @ParameterizedTest
  @ValueSource(ints = {3_000_000, 9_000_000})
  void measuresATiffWhoseDirectoryComesLate(int before) throws Exception {
    byte[] tiff = Tiffs.of(640, 480).gap(before).file();
    byte[] file = Arrays.copyOf(tiff, tiff.length + 900_000);
    String id = api.begin(file.length);
    api.append(id, 0, Arrays.copyOf(file, 1_500_000)).then().statusCode(204);
    api.append(id, 1_500_000, Arrays.copyOfRange(file, 1_500_000, file.length))
        .then()
        .statusCode(204);

    assertThat(api.find(id).jsonPath().getInt("file.imageWidth")).isEqualTo(640);
    assertThat(api.find(id).jsonPath().getInt("file.imageHeight")).isEqualTo(480);
  }

  @Test
  void takesAnEmptyFile() {
    String id = api.begin(0);

    assertThat(api.files().download(id).asByteArray()).isEmpty();
    assertThat(api.offset(id)).isZero();
  }

  @Test
  void takesBytesWithTheBeginning() {
    Response answer =
        api.request()
            .header("Upload-Length", 5)
            .header("Upload-Metadata", UploadsApi.header(UploadsApi.metadata()))
            .contentType("application/offset+octet-stream")
            .body("hello".getBytes(StandardCharsets.UTF_8))
            .post("/v1/uploads");

    assertThat(answer.header("Upload-Offset")).isEqualTo("5");
    assertThat(api.files().download(UploadsApi.begun(answer)).asString()).isEqualTo("hello");
  }

  @Test
  void theLengthMayComeLater() {
    Response answer =
        api.request()
            .header("Upload-Defer-Length", "1")
            .header("Upload-Metadata", UploadsApi.header(UploadsApi.metadata()))
            .post("/v1/uploads");
    String id = UploadsApi.begun(answer);
    api.append(id, 0, "hel".getBytes(StandardCharsets.UTF_8)).then().statusCode(204);
    assertThat(api.head(id).header("Upload-Defer-Length")).isEqualTo("1");
    assertThat(api.head(id).header("Upload-Length")).isNull();

    api.append(
            api.request().header("Upload-Length", 2), id, 3, "lo".getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(400);
    api.append(
            api.request().header("Upload-Length", 5), id, 3, "lo".getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(204);

    assertThat(api.files().download(id).asString()).isEqualTo("hello");
  }

  /** All of it had come before anybody knew. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8388608, 9000000})
  void theLengthMayComeLast(int size) {
    byte[] bytes = UploadDocument.random(size, 3);
    Response answer =
        api.request()
            .header("Upload-Defer-Length", "1")
            .header("Upload-Metadata", UploadsApi.header(UploadsApi.metadata()))
            .post("/v1/uploads");
    String id = UploadsApi.begun(answer);
    api.append(id, 0, bytes).then().statusCode(204);

    api.append(api.request().header("Upload-Length", size), id, size, new byte[0])
        .then()
        .statusCode(204);

    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void refusesAnotherOffsetThanItsOwn() {
    String id = api.begin(10);
    api.append(id, 0, new byte[4]).then().statusCode(204);

    for (long offset : new long[] {0, 3, 5, 10}) {
      Response answer = api.append(id, offset, new byte[2]);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.jsonPath().getString("code")).isEqualTo("offset_mismatch");
    }
    assertThat(api.offset(id)).isEqualTo(4);
    api.delete(id).then().statusCode(204);
    assertThat(api.head(id).statusCode()).isEqualTo(404);
    forget();
  }

  @Test
  void takesNoMoreThanWasAnnounced() {
    String id = api.begin(10);

    assertThat(api.append(id, 0, new byte[11]).statusCode()).isEqualTo(413);
    assertThat(api.offset(id)).isZero();

    api.append(id, 0, new byte[10]).then().statusCode(204);
  }

  @Test
  void aBodyWithAnotherChecksumCountsForNothing() {
    byte[] bytes = UploadDocument.random(9_000_000, 4);
    String id = api.begin(bytes.length);
    Response wrong =
        api.append(
            api.request().header("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="),
            id,
            0,
            bytes);
    assertThat(wrong.statusCode()).isEqualTo(460);
    assertThat(wrong.jsonPath().getString("code")).isEqualTo("checksum_mismatch");
    assertThat(api.offset(id)).isZero();

    byte[] first = "hello world".getBytes(StandardCharsets.UTF_8);
    String other = api.begin(first.length);
    api.append(
            api.request().header("Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="),
            other,
            0,
            first)
        .then()
        .statusCode(204);

    api.append(id, 0, bytes).then().statusCode(204);
    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
  }

  /** What came before the connection broke is durable, and told. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 8388608, 10_000_000})
  void goesOnWhereTheConnectionBroke(int sent) throws Exception {
    byte[] bytes = UploadDocument.random(20_000_000, 5);
    String id = api.begin(bytes.length);
    try (var client = RawConnection.open()) {
      client.send(patch(id, 0, bytes.length)).send(Arrays.copyOf(bytes, sent));
      Eventually.holds(
          () ->
              assertThat(
                      Storage.rows(
                          "select fence::text from resumable_upload where id = '" + id + "'"))
                  .containsExactly("1"));
      client.finishSending();
    }
    long offset = api.offset(id);

    assertThat(offset).isLessThanOrEqualTo(sent);
    api.append(id, offset, Arrays.copyOfRange(bytes, (int) offset, bytes.length))
        .then()
        .statusCode(204);
    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
  }

  /** The old connection still seems alive: nobody waits for its end. */
  @Test
  void theNewerRequestGoesOnAtOnce() throws Exception {
    byte[] bytes = UploadDocument.random(20_000_000, 6);
    String id = api.begin(bytes.length);
    try (var old = RawConnection.open()) {
      old.send(patch(id, 0, bytes.length)).send(Arrays.copyOf(bytes, 12_345_678));
      Eventually.holds(() -> assertThat(api.find(id).jsonPath().getLong("offset")).isPositive());

      long offset = api.offset(id);

      assertThat(offset).isEqualTo(12_345_678);
      var answer = old.answer();
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.text()).contains("upload_taken_over");
      api.append(id, offset, Arrays.copyOfRange(bytes, (int) offset, bytes.length))
          .then()
          .statusCode(204);
    }
    assertThat(api.files().download(id).asByteArray()).isEqualTo(bytes);
  }

  /** As a rule of the bucket does with what is not finished after a while. */
  @ParameterizedTest
  @ValueSource(ints = {8_388_608, 9_000_000})
  void isGoneWhereTheStoreHasDroppedItsParts(int first) throws Exception {
    String id = api.begin(20_000_000);
    api.append(id, 0, UploadDocument.random(first, 7)).then().statusCode(204);
    Storage.clearLeftObjects();

    Response answer = api.append(id, first, new byte[20_000_000 - first]);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("upload_abandoned");

    assertThat(api.head(id).statusCode()).isEqualTo(404);
  }

  private static String patch(String id, long offset, long length) {
    return "PATCH /v1/uploads/"
        + id
        + " HTTP/1.1\r\nHost: satchel\r\nAuthorization: Bearer dev-key\r\nTus-Resumable: 1.0.0\r\n"
        + "Content-Type: application/offset+octet-stream\r\nUpload-Offset: "
        + offset
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  /** What the next round of passes removes. */
  private static void forget() {
    try {
      Storage.clearLeftovers();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
