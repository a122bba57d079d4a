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
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads as {@code multipart/form-data}: the same rules and answers as for JSON. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class MultipartUploadTest {

  private static final String PHOTO = "image/jpeg";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @AfterEach
  void nothingIsLeft() throws Exception {
    Storage.assertTidy();
  }

  @Test
  void takesFilesWithTheirTexts() {
    byte[] large = UploadDocument.random(9_000_000, 1);
    JsonPath files =
        post(form()
                .multiPart("files", "large.jpg", large, PHOTO)
                .multiPart("description", "Large.")
                .multiPart("files", "small.bin", new byte[] {13, 10, 45, 45}, "a/b")
                .multiPart("expiryInterval", "3600")
                .multiPart("userId", UploadDocument.USER))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(files.getList("originalName")).containsExactly("large.jpg", "small.bin");
    assertThat(files.getList("mimeType")).containsExactly(PHOTO, "a/b");
    assertThat(files.getList("description")).containsExactly("Large.", null);
    assertThat(files.getString("[0].expiresAt")).isNotNull();
    assertThat(api.download(files.getString("[0].id")).asByteArray()).isEqualTo(large);
    assertThat(api.download(files.getString("[1].id")).asByteArray())
        .containsExactly(13, 10, 45, 45);
  }

  @Test
  void refusesWhatJsonWouldRefuse() throws Exception {
    int before = Storage.files();

    assertRefused(form().multiPart("userId", UploadDocument.USER), "missing_member", "files");
    assertRefused(
        form()
            .multiPart("files", "a", UploadDocument.random(100, 1), "nope")
            .multiPart("userId", UploadDocument.USER),
        "invalid_media_type",
        "files[0].type");
    assertRefused(
        form()
            .multiPart("files", "a", UploadDocument.random(9_000_000, 1), PHOTO)
            .multiPart("userId", "nobody"),
        "invalid_id",
        "userId");
    assertThat(Storage.files()).isEqualTo(before);
  }

  @Test
  void skipsAnInputThatWasLeftEmpty() {
    JsonPath files =
        post(form()
                .multiPart("files", "", new byte[0], "application/octet-stream")
                .multiPart("files", "a.txt", new byte[1], "text/plain")
                .multiPart("userId", UploadDocument.USER))
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(files.getList("originalName")).containsExactly("a.txt");
    assertRefused(
        form()
            .multiPart("files", "", new byte[0], "application/octet-stream")
            .multiPart("userId", UploadDocument.USER),
        "no_files",
        "files");
  }

  @Test
  void refusesABodyWithoutABoundary() {
    Response answer =
        api.request()
            .header("Content-Type", "multipart/form-data")
            .body(new byte[10])
            .post("/v1/files");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_multipart");
  }

  @Test
  void answersAFaultBeforeTheRestArrives() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(
          head("POST /v1/files HTTP/1.1", "dev-key", "Content-Length: 5000000000")
              .replace("application/json", "multipart/form-data; boundary=\"a b\""));
      client.send(
          "--a b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\nabc");

      RawAnswer answer = client.answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("text_empty", "files[0].name");
    }
  }

  @Test
  void clearsAwayWhenTheClientLeaves() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(
          head("POST /v1/files HTTP/1.1", "dev-key", "Content-Length: 50000000")
              .replace("application/json", "multipart/form-data; boundary=x"));
      client.send("--x\r\nContent-Disposition: form-data; name=files; filename=a\r\n\r\n");
      client.send(UploadDocument.random(9_000_000, 2));
    }
  }

  private RequestSpecification form() {
    return api.request().contentType("multipart/form-data");
  }

  private static Response post(RequestSpecification form) {
    return form.post("/v1/files");
  }

  private static void assertRefused(RequestSpecification form, String code, String path) {
    Response answer = post(form);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }
}
