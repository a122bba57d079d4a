package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Tiffs;
import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RawConnection;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking for files, and uploads that answer. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class FileRequestTest {

  private static final String WHOLE =
      """
      {"type": "photo", "prompt": "Please take a photo of your rash.", "accountId": "12",
       "staffId": "s1", "staffName": "Dr Rachel Williams", "patientFirstName": "John",
       "patientLastName": "Smith", "patientDateOfBirth": "1970-12-31",
       "patientMobile": "+61491570156", "unknown": [1]}
      """;

  private final TestKey key = TestKey.ofNewAccount();
  private final FileRequestsApi api = FileRequestsApi.of(key);
  private final FilesApi files = FilesApi.of(key);

  @Inject SettableClock clock;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void answersWithTheWholeRequest() {
    Response answer = api.post(WHOLE);

    answer.then().statusCode(201);
    JsonPath request = answer.jsonPath();
    assertThat(request.getMap("").keySet())
        .containsExactlyInAnyOrder(
            "id",
            "accountId",
            "createdAt",
            "files",
            "patientUser",
            "staffUser",
            "prompt",
            "expiresAt",
            "shortLinkExpiresAt",
            "shortLinkId",
            "shortLink",
            "type",
            "filesUpdateWebhookUrl",
            "filesExpiryInterval",
            "verify");
    assertThat(UUID.fromString(request.getString("id")).version()).isEqualTo(7);
    assertThat(request.getString("accountId")).isEqualTo("12");
    assertThat(request.getString("type")).isEqualTo("photo");
    assertThat(request.getList("files")).isEmpty();
    assertThat(request.getString("patientUser.firstName")).isEqualTo("John");
    assertThat(request.getString("patientUser.displayName")).isNull();
    assertThat(request.getString("staffUser.displayName")).isEqualTo("Dr Rachel Williams");
    assertThat(request.getMap("staffUser")).containsKey("profilePictureUrl");
    assertThat(request.getString("expiresAt")).isNull();
    assertThat(request.getString("shortLinkId")).matches("[a-z0-9]{24}");
    assertThat(request.getString("shortLink"))
        .isEqualTo("http://localhost:8080/r/" + request.getString("shortLinkId"));
    assertThat(answer.header("Location")).isEqualTo("/v1/file-requests/" + request.getString("id"));
    assertThat(api.find(request.getString("id")).jsonPath().getMap(""))
        .isEqualTo(request.getMap(""));
  }

  @Test
  void needsNothingButAType() {
    JsonPath request = api.create("{\"type\":\"any\"}");

    assertThat(request.getMap("")).containsEntry("patientUser", null).containsEntry("prompt", null);
  }

  @Test
  void knowsPeopleAgainWithinAnAccount() {
    String patient = api.create(WHOLE).getString("patientUser.id");
    String staff = api.create(WHOLE).getString("staffUser.id");

    assertThat(api.create(WHOLE).getString("patientUser.id")).isEqualTo(patient);
    assertThat(api.create(WHOLE.replace("Rachel", "R.")).getString("staffUser.id"))
        .isEqualTo(staff);
    assertThat(api.create(WHOLE.replace("John", "Jane")).getString("patientUser.id"))
        .isNotEqualTo(patient);
    assertThat(api.create(WHOLE.replace("1970", "1971")).getString("patientUser.id"))
        .isNotEqualTo(patient);
    assertThat(api.create(WHOLE.replace("\"s1\"", "\"s2\"")).getString("staffUser.id"))
        .isNotEqualTo(staff);
    assertThat(FileRequestsApi.of(TestKey.ofNewAccount()).create(WHOLE).getString("patientUser.id"))
        .isNotEqualTo(patient);
  }

  @Test
  void tellsPeopleApartThatNothingIdentifies() {
    String someone = "{\"type\":\"any\",\"patientFirstName\":\"John\"}";

    assertThat(api.create(someone).getString("patientUser.id"))
        .isNotEqualTo(api.create(someone).getString("patientUser.id"));
  }

  @Test
  void keepsNoMobileNumbersAndNoDatesOfBirth() throws Exception {
    api.create(WHOLE);

    assertThat(Storage.rows("select (p.*)::text || (r.*)::text from person p, file_request r"))
        .allSatisfy(row -> assertThat(row).doesNotContain("61491570156", "1970-12-31"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|missing_member|type",
        "{'type':'video'}|invalid_value|type",
        "{'type':7}|wrong_type|type",
        "{'type':'any','prompt':''}|text_empty|prompt",
        "{'type':'any','expiryInterval':0}|invalid_value|expiryInterval",
        "{'type':'any','expiryInterval':'1'}|wrong_type|expiryInterval",
        "{'type':'any','patientMobile':'0491570156'}|invalid_value|patientMobile",
        "{'type':'any','patientDateOfBirth':'1970-02-30'}|invalid_value|patientDateOfBirth",
        "{'type':'any','staffName':'a\\u0000'}|unsupported_text|staffName",
        "{'type':'any','patientMobile':7}|wrong_type|patientMobile",
        "{'type':'any','patientDateOfBirth':''}|text_empty|patientDateOfBirth",
        "{'type':'any','expiryInterval':1.5}|invalid_value|expiryInterval",
        "{'type':'any','expiryInterval':3153600001}|invalid_value|expiryInterval",
        "{'type':'any','expiryInterval':1e999999999}|invalid_value|expiryInterval",
        "{'type':'Any'}|invalid_value|type",
        "{'prompt':7}|missing_member|type",
        "{'type':null,'type':'any'}|duplicate_member|type",
        "{'accountId':7,'prompt':'','type':'any'}|text_empty|prompt",
        "{'patientFirstName':7,'accountId':7,'type':'any'}|wrong_type|accountId",
        "{'staffId':7,'patientExternalId':7,'type':'any'}|wrong_type|patientExternalId",
        "{'patientMobile':'?','patientDateOfBirth':'?','type':'any'}|invalid_value|patientDateOfBirth",
        "{'expiryInterval':0,'staffName':7,'type':'any'}|wrong_type|staffName",
        "{'filesUpdateWebhookUrl':'','expiryInterval':0,'type':'any'}|invalid_value|expiryInterval",
        "{'type':'any','filesUpdateWebhookUrl':'ftp://a'}|invalid_url|filesUpdateWebhookUrl",
        "{'type':'any','filesUpdateWebhookUrl':'http://10.0.0.1/'}|forbidden_address|filesUpdateWebhookUrl"
      })
  void refusesWhatIsWrong(String body, String code, String path) {
    Response answer = api.post(body.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.jsonPath().getString("path")).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'?'}|type must be photo or any.",
        "{'type':'any','patientDateOfBirth':'?'}|patientDateOfBirth must be a date such as 1970-12-31.",
        "{'type':'any','patientMobile':'?'}|patientMobile must be a number such as +61491570156.",
        "{'type':'any','expiryInterval':0}|expiryInterval must be a whole number from 1 to 3153600000."
      })
  void saysWhatIsWrong(String body, String sentence) {
    assertThat(api.post(body.replace('\'', '"')).jsonPath().getString("error")).isEqualTo(sentence);
  }

  @Test
  void refusesTextThatIsTooLong() {
    String whole = "{\"type\":\"any\",\"prompt\":\"" + "x".repeat(2_000) + "\"}";

    assertThat(api.post(whole).statusCode()).isEqualTo(201);
    Response refused = api.post(whole.replace("xx\"", "xxx\""));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("text_too_long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3153600000", "60.0", "6e1", "null"})
  void takesWholeNumbersHoweverTheyAreWritten(String interval) {
    String body = "{\"type\":\"any\",\"expiryInterval\":" + interval + "}";

    assertThat(api.post(body).statusCode()).isEqualTo(201);
  }

  @Test
  void isInvisibleToOthersAndNeedsItsScopes() {
    String id = api.open("any");

    assertThat(FileRequestsApi.of(TestKey.ofNewAccount()).find(id).statusCode()).isEqualTo(404);
    assertThat(api.find("x").statusCode()).isEqualTo(404);
    assertThat(FileRequestsApi.of(key.withScopes("files:read")).find(id).statusCode())
        .isEqualTo(200);
    assertThat(FileRequestsApi.of(key.withScopes("files:write")).find(id).statusCode())
        .isEqualTo(403);
    assertThat(
            FileRequestsApi.of(key.withScopes("files:read"))
                .post("{\"type\":\"any\"}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void showsTheFilesThatAnswerIt() {
    String id = api.open("any");
    String first = files.uploadOne(UploadDocument.of("a").fileRequest(id));
    String second = files.uploadOne(UploadDocument.of("b").fileRequest(id));
    files.uploadOne(UploadDocument.of("c"));

    assertThat(files.metadata(first).jsonPath().getString("fileRequestId")).isEqualTo(id);
    JsonPath request = api.find(id).jsonPath();
    assertThat(request.getList("files.id")).containsExactly(first, second);
    assertThat(request.getMap("files[0]")).doesNotContainKey("fileRequestId").containsKey("size");
    assertThat(files.list("fileRequestId=" + id).jsonPath().getList("files.id"))
        .containsExactly(second, first);

    files.delete(first).then().statusCode(204);
    assertThat(api.find(id).jsonPath().getList("files.id")).containsExactly(second);
  }

  @Test
  void takesNoFilesForARequestThatIsNotThere() throws Exception {
    String foreign = FileRequestsApi.of(TestKey.ofNewAccount()).open("any");

    for (String id : new String[] {UUID.randomUUID().toString(), foreign}) {
      Response answer = files.post(UploadDocument.of("a").fileRequest(id));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.jsonPath().getString("code")).isEqualTo("unknown_file_request");
      assertThat(answer.jsonPath().getString("path")).isEqualTo("fileRequestId");
    }
    Storage.assertTidy();
  }

  @Test
  void takesNoFilesOnceItHasExpired() throws Exception {
    String id = api.create("{\"type\":\"any\",\"expiryInterval\":60}").getString("id");
    files.uploadOne(UploadDocument.of("a").fileRequest(id));
    clock.advance(Duration.ofSeconds(60));

    Response late = files.post(UploadDocument.of("b").fileRequest(id));

    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(late.jsonPath().getString("code")).isEqualTo("file_request_expired");
    assertThat(api.find(id).jsonPath().getList("files")).hasSize(1);
    clock.reset();
    Storage.assertTidy();
  }

  @Test
  void takesPhotosOnlyWhereItAsksForPhotos() throws Exception {
    String id = api.open("photo");
    byte[] executable = new byte[5000];
    executable[0] = 0x7F;

    files.uploadOne(UploadDocument.empty().file("a.jpg", "image/jpeg", jpeg()).fileRequest(id));
    for (byte[] bytes : new byte[][] {executable, new byte[0], new byte[10]}) {
      Response refused =
          files.post(
              UploadDocument.empty()
                  .file("ok.jpg", "image/jpeg", jpeg())
                  .file("virus.jpg", "image/jpeg", bytes)
                  .fileRequest(id));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.jsonPath().getString("code")).isEqualTo("not_an_image");
      assertThat(refused.jsonPath().getString("path")).isEqualTo("files[1].contents");
    }
    assertThat(api.find(id).jsonPath().getList("files")).hasSize(1);
    Storage.assertTidy();
  }

  /** That it is a picture is known when its directory has come, and that it is none at its end. */
  @Test
  void waitsForTheDirectoryOfATiff() throws Exception {
    String id = api.open("photo");
    byte[] tiff = Tiffs.of(640, 480).gap(9_000_000).file();
    var cutOff = UploadDocument.of(Arrays.copyOf(tiff, tiff.length - 1_000)).fileRequest(id);

    files.uploadOne(UploadDocument.of(tiff).fileRequest(id));
    Response refused = files.post(cutOff);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("not_an_image");
    assertThat(api.find(id).jsonPath().getList("files")).hasSize(1);
    Storage.assertTidy();
  }

  @Test
  void refusesAnExecutableWhileItStreams() throws Exception {
    String id = api.open("photo");
    String start =
        "{\"fileRequestId\":\"" + id + "\",\"files\":[{\"name\":\"a.jpg\",\"contents\":\"";
    String contents = Base64.getEncoder().encodeToString(new byte[30_000]);

    try (var client = RawConnection.open()) {
      client.send(
          "POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + key.value()
              + "\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n"
              + start
              + contents);
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("not_an_image");
    }
    Storage.assertTidy();
  }

  @Test
  void answersAWrongRequestWhileTheBodyStreams() throws Exception {
    try (var client = RawConnection.open()) {
      client.send(
          "POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + key.value()
              + "\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n"
              + "{\"fileRequestId\":\""
              + UUID.randomUUID()
              + "\",\"files\":[{\"contents\":\"AAAA");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .contains("unknown_file_request");
    }
    Storage.assertTidy();
  }

  private static byte[] jpeg() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return bytes.toByteArray();
  }
}
