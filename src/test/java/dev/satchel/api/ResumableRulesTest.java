package dev.satchel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadsApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resumable upload may be, who may see it, and what the protocol asks of answers. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ResumableRulesTest {

  private final TestKey key = TestKey.ofNewAccount();
  private final UploadsApi api = new UploadsApi(FilesApi.of(key));

  @AfterEach
  void nothingIsStored() throws Exception {
    Storage.clearLeftovers();
    Storage.assertTidy();
  }

  @Test
  void saysWhatThereIs() {
    Response answer = api.files().request().options("/v1/uploads");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
    assertThat(answer.header("Tus-Max-Size")).isEqualTo("1073741824");
    assertThat(answer.header("Tus-Checksum-Algorithm")).isEqualTo("sha1,sha256,md5,crc32");
    assertThat(answer.header("Tus-Extension").split(","))
        .containsExactlyInAnyOrder(
            "creation",
            "creation-with-upload",
            "creation-defer-length",
            "expiration",
            "checksum",
            "termination");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.2.2", "1.0", "2.0.0"})
  void speaksOneVersion(String version) {
    String id = api.begin(5);
    for (String method : new String[] {"HEAD", "PATCH", "DELETE", "POST"}) {
      var request = api.files().request();
      if (!version.isEmpty()) {
        request.header("Tus-Resumable", version);
      }
      Response answer =
          request.request(method, method.equals("POST") ? "/v1/uploads" : "/v1/uploads/" + id);

      assertThat(answer.statusCode()).as(method).isEqualTo(412);
      assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "filename, '', text_empty",
    "filename, a\u0000b, unsupported_text",
    "filetype, image, invalid_media_type",
    "userId, 7, invalid_id",
    "fileRequestId, 7, invalid_id",
    "fileRequestId, 9d6ad525-90c6-4c03-8f05-63584ee20a29, unknown_file_request",
    "expiryInterval, 0, invalid_value",
    "expiryInterval, 1.5, invalid_value"
  })
  void refusesWhatAnUploadMayNotSay(String key, String value, String code) {
    var metadata = UploadsApi.metadata();
    metadata.put(key, value);

    assertRefused(api.create(5, metadata), 400, code, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"filename", "filetype", "userId"})
  void asksForWhatAFileNeeds(String key) {
    var metadata = UploadsApi.metadata();
    metadata.remove(key);

    assertRefused(api.create(5, metadata), 400, "missing_member", key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filename ***|invalid_base64|filename",
        "filename /w==|invalid_encoding|filename",
        "filename YQ==,filename YQ==|duplicate_member|filename"
      })
  void refusesMetadataThatIsNone(String header, String code, String path) {
    assertRefused(post("Upload-Length", "5", header), 400, code, path);
  }

  @ParameterizedTest
  @CsvSource({
    "Upload-Length, -1, 400, invalid_header, Upload-Length",
    "Upload-Length, 1e3, 400, invalid_header, Upload-Length",
    "Upload-Length, 1073741825, 413, file_too_large,",
    "Upload-Defer-Length, 2, 400, invalid_header, Upload-Defer-Length",
    "X-Nothing, 1, 400, invalid_header, Upload-Length"
  })
  void asksForALength(String header, String value, int status, String code, String path) {
    String metadata = UploadsApi.header(UploadsApi.metadata());

    assertRefused(post(header, value, metadata), status, code, path);
  }

  @Test
  void keepsWhatWasSaidOfIt() {
    var metadata = UploadsApi.metadata();
    metadata.put("description", "Better than yesterday.");
    metadata.put("expiryInterval", "3600");
    metadata.put("unknown", "ignored");
    String id = UploadsApi.begun(api.create(2, metadata));
    assertThat(api.head(id).header("Upload-Metadata")).isEqualTo(UploadsApi.header(metadata));
    assertThat(api.head(id).header("Cache-Control")).isEqualTo("no-store");
    assertThat(api.head(id).header("Upload-Expires")).endsWith("GMT");

    api.append(id, 0, new byte[2]).then().statusCode(204);

    var file = api.files().metadata(id).jsonPath();
    assertThat(file.getString("description")).isEqualTo("Better than yesterday.");
    assertThat(file.getString("mimeType")).isEqualTo("image/jpeg");
    assertThat(file.getString("expiresAt")).isNotNull();
    assertThat(api.head(id).header("Upload-Metadata")).isNull();
  }

  @Test
  void isSeenByItsAccountAlone() {
    String id = api.begin(5);
    var other = new UploadsApi(FilesApi.of(TestKey.ofNewAccount()));

    assertThat(other.head(id).statusCode()).isEqualTo(404);
    assertThat(other.find(id).statusCode()).isEqualTo(404);
    assertThat(other.append(id, 0, new byte[5]).statusCode()).isEqualTo(404);
    assertThat(other.delete(id).statusCode()).isEqualTo(404);
    assertThat(api.head("7").statusCode()).isEqualTo(404);
    assertThat(api.append(id, 0, new byte[5]).statusCode()).isEqualTo(204);
  }

  @Test
  void isForKeysThatMayWrite() {
    var reader = new UploadsApi(FilesApi.of(key.withScopes("files:read")));

    assertRefused(reader.create(5, UploadsApi.metadata()), 403, "scope_missing", null);
    Response answer = given().header("Tus-Resumable", "1.0.0").post("/v1/uploads");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
  }

  @Test
  void asksForItsMediaType() {
    String id = api.begin(5);

    Response answer =
        api.request()
            .header("Upload-Offset", 0)
            .contentType("application/json")
            .body("{}")
            .patch("/v1/uploads/" + id);

    assertRefused(answer, 415, "unsupported_media_type", null);
    assertRefused(
        api.append(api.request().header("Upload-Checksum", "sha512 AA=="), id, 0, new byte[5]),
        400,
        "invalid_header",
        "Upload-Checksum");
  }

  @Test
  void anotherMethodMayBeMeant() {
    String id = api.begin(5);

    Response patched =
        api.request()
            .header("X-HTTP-Method-Override", "PATCH")
            .header("Upload-Offset", 0)
            .contentType("application/offset+octet-stream")
            .body("hello".getBytes(StandardCharsets.UTF_8))
            .post("/v1/uploads/" + id);

    assertThat(patched.statusCode()).isEqualTo(204);
    assertThat(api.files().download(id).asString()).isEqualTo("hello");
  }

  @Test
  void answersAFileRequest() {
    String request = FileRequestsApi.of(key).open("any");
    var metadata = UploadsApi.metadata();
    metadata.put("fileRequestId", request);
    String id = UploadsApi.begun(api.create(2, metadata));

    api.append(id, 0, new byte[2]).then().statusCode(204);

    assertThat(FileRequestsApi.of(key).find(request).jsonPath().getList("files.id"))
        .containsExactly(id);
  }

  /** In one request, where the first bytes show it, and in two, where only the last do. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void aRequestForPhotosTakesNothingElse(int first) {
    String request = FileRequestsApi.of(key).open("photo");
    var metadata = UploadsApi.metadata();
    metadata.put("fileRequestId", request);
    String id = UploadsApi.begun(api.create(200, metadata));
    api.append(id, 0, new byte[first]).then().statusCode(204);

    assertRefused(api.append(id, first, new byte[200 - first]), 400, "not_an_image", null);

    assertThat(api.head(id).statusCode()).isEqualTo(404);
    assertThat(api.files().metadata(id).statusCode()).isEqualTo(404);
  }

  @Test
  void aKeyHasSoManyUploadsOpen() throws Exception {
    String keyId = insertOpen(999, 1);
    api.begin(5);

    assertRefused(api.create(5, UploadsApi.metadata()), 413, "too_many_uploads", null);

    Storage.change("delete from resumable_upload where key_id = '" + keyId + "'");
    api.begin(5);
  }

  @Test
  void anAccountPromisesSoManyBytes() throws Exception {
    insertOpen(99, 1_073_741_824L);

    assertRefused(api.create(1_073_741_825L, UploadsApi.metadata()), 413, "file_too_large", null);
    api.create(1_073_741_824L, UploadsApi.metadata()).then().statusCode(201);
    assertRefused(api.create(1, UploadsApi.metadata()), 413, "too_many_uploads", null);
  }

  private String insertOpen(int count, long length) throws Exception {
    String id =
        Storage.rows("select id::text from api_key where account_id = '" + key.account() + "'")
            .getFirst();
    Storage.change(
        """
        insert into resumable_upload (id, account_id, key_id, created_at, expires_at, length)
        select gen_random_uuid(), '%s', '%s', now(), now() + interval '1 hour', %d
        from generate_series(1, %d)
        """
            .formatted(key.account(), id, length, count));
    return id;
  }

  private Response post(String header, String value, String metadata) {
    return api.request()
        .header(header, value)
        .header("Upload-Metadata", metadata)
        .post("/v1/uploads");
  }

  private static void assertRefused(
      Response answer, int status, String code, @Nullable String path) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    Map<String, String> problem = answer.jsonPath().getMap("");
    assertThat(problem).containsEntry("code", code).containsEntry("path", path);
  }
}
