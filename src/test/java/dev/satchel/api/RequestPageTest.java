package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.satchel.testing.FileRequestsApi;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.RequestPage;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.SettableClock;
import dev.satchel.testing.Storage;
import dev.satchel.testing.TestKey;
import dev.satchel.testing.UploadsApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at which whoever is asked answers, without a key. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class RequestPageTest {

  private static final String ASKED =
      """
      {"type": "photo", "prompt": "A <b>photo</b> & more.", "staffName": "Dr Rachel Williams",
       "patientFirstName": "John", "patientLastName": "Smith", "patientDateOfBirth": "1970-12-31",
       "filesExpiryInterval": 2592000%s}
      """;

  private static final String VERIFIED = ASKED.formatted(", \"verify\": \"dateOfBirth\"");

  private final TestKey key = TestKey.ofNewAccount();
  private final FileRequestsApi requests = FileRequestsApi.of(key);
  private final FilesApi files = FilesApi.of(key);

  @Inject SettableClock clock;

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Storage.clearLeftovers();
    Storage.assertTidy();
  }

  @Test
  void tellsWhoAsksForWhatAndNothingMoreOfThePatient() {
    Response page = pageOf(ASKED.formatted("")).show();

    page.then().statusCode(200);
    assertThat(page.contentType()).isEqualTo("text/html;charset=utf-8");
    assertThat(page.asString())
        .contains("Dr Rachel Williams asks you for photos", "Hello John.")
        .contains("A &lt;b&gt;photo&lt;/b&gt; &amp; more.", "deleted after 30 days")
        .doesNotContain("Smith", "1970");
  }

  @Test
  void isKeptByNobodyAndTrustsNothing() {
    Response page = pageOf(ASKED.formatted("")).show();

    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("X-Robots-Tag")).contains("noindex");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "en, ltr, asks you for photos",
    "de, ltr, bittet Sie um Fotos",
    "fr, ltr, vous demande des photos",
    "es, ltr, le pide fotos",
    "ar, rtl, يطلب منك صورًا"
  })
  void speaksTheLanguageOfItsReader(String language, String direction, String words) {
    Response page = pageOf(ASKED.formatted("")).show("tlh, " + language + "-XX;q=0.9, en;q=0.1");

    assertThat(page.asString())
        .contains("<html lang=\"" + language + "\" dir=\"" + direction + "\">", words);
    assertThat(page.header("Content-Language")).isEqualTo(language);
    assertThat(page.header("Vary")).contains("Accept-Language");
  }

  @Test
  void refersToStyleAndScriptThatBrowsersMayKeep() {
    String page = pageOf(ASKED.formatted("")).show().asString();

    for (String name : new String[] {"page.css", "page.js"}) {
      String path = page.replaceAll("(?s).*\"(assets/[0-9a-f]+-" + name + ")\".*", "$1");
      Response asset = RequestPage.request().get("/r/" + path);
      asset.then().statusCode(200);
      assertThat(asset.header("Cache-Control")).contains("immutable");
      assertThat(asset.header("Content-Encoding")).isEqualTo("gzip");
    }
    RequestPage.request().get("/r/assets/none.css").then().statusCode(404);
  }

  @Test
  void takesFilesWithoutScripts() throws IOException {
    JsonPath request = requests.create(ASKED.formatted(""));
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));

    Response sent = page.send("IMG_1.jpg", photo(), "My arm");

    sent.then().statusCode(303);
    assertThat(sent.header("Location")).isEqualTo(page.link() + "?sent=1");
    assertThat(new RequestPage(page.link(), "?sent=1").show().asString())
        .contains("Everything has arrived", "Dr Rachel Williams can see what you sent: 1");
    JsonPath found = requests.find(request.getString("id")).jsonPath();
    assertThat(found.getString("files[0].description")).isEqualTo("My arm");
    assertThat(found.getString("files[0].expiresAt")).isNotNull();
    assertThat(page.show().asString()).doesNotContain("IMG_1", "My arm");
  }

  @Test
  void isOnRecordAsThePage() throws Exception {
    JsonPath request = requests.create(ASKED.formatted(""));

    RequestPage.request()
        .header(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        .multiPart("files", "a.jpg", photo(), "image/jpeg")
        .post("/r/" + request.getString("shortLinkId"))
        .then()
        .statusCode(303);

    assertThat(
            Storage.rows(
                "select action || ' ' || outcome || ' ' || detail || ' ' || (client_address is not null)"
                    + " from audit_record where key_id = '%s'".formatted(request.getString("id"))))
        .containsExactly("file.upload done page Firefox true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"userId", "fileRequestId", "expiryInterval"})
  void takesNoOtherOwnerNorEndFromAForm(String field) throws IOException {
    RequestPage page = pageOf(ASKED.formatted(""));

    RequestPage.request()
        .multiPart("files", "a.jpg", photo(), "image/jpeg")
        .multiPart(field, UUID.randomUUID().toString())
        .post("/r/" + page.link())
        .then()
        .statusCode(400);
  }

  @Test
  void refusesInWordsWhatIsNoPhoto() {
    Response refused =
        pageOf(ASKED.formatted("")).send("a.jpg", "no photo".getBytes(StandardCharsets.UTF_8), "");

    refused.then().statusCode(400);
    assertThat(refused.asString()).contains("This is not a photo", "Try again");
    assertThat(refused.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void refusesAFormInWhichNothingWasChosen() {
    Response refused = pageOf(ASKED.formatted("")).send("", new byte[0], "");

    refused.then().statusCode(400);
    assertThat(refused.asString()).contains("Please choose something to send first");
  }

  @Test
  void takesResumableUploadsOfItsScript() throws IOException {
    JsonPath request = requests.create(ASKED.formatted(""));
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));
    byte[] photo = photo();

    String place = begin(page, photo.length);
    append(place, 0, photo, 1_000).then().statusCode(204);
    tus().head(place).then().statusCode(200).header("Upload-Offset", "1000");
    append(place, 1_000, photo, photo.length).then().statusCode(204);

    JsonPath file = requests.find(request.getString("id")).jsonPath();
    assertThat(file.getString("files[0].originalName")).isEqualTo("a.jpg");
    assertThat(files.download(file.getString("files[0].id")).asByteArray()).isEqualTo(photo);
  }

  @ParameterizedTest
  @ValueSource(strings = {"userId", "fileRequestId", "expiryInterval"})
  void takesNoOtherOwnerNorEndFromAScript(String name) {
    Map<String, String> metadata = new HashMap<>(metadata());
    metadata.put(name, "1");

    create(pageOf(ASKED.formatted("")), 1, metadata)
        .then()
        .statusCode(400)
        .body("code", equalTo("duplicate_member"));
  }

  @Test
  void showsUploadsToNoOtherLink() {
    String place = begin(pageOf(ASKED.formatted("")), 10);
    RequestPage other = pageOf(ASKED.formatted(""));
    String elsewhere = other.uploads() + place.substring(place.lastIndexOf('/'));

    tus().head(elsewhere).then().statusCode(404);
    append(elsewhere, 0, new byte[10], 10).then().statusCode(404);
    tus().delete(elsewhere).then().statusCode(404);
    tus().head(place).then().statusCode(200);
    tus().delete(place).then().statusCode(204);
  }

  @Test
  void takesOnlySoManyUploadsAtATime() {
    RequestPage page = pageOf(ASKED.formatted(""));
    for (int open = 0; open < 20; open++) {
      begin(page, 10);
    }

    create(page, 10, metadata()).then().statusCode(413).body("code", equalTo("too_many_uploads"));
    begin(pageOf(ASKED.formatted("")), 10);
  }

  @Test
  void opensNothingElse() {
    RequestPage page = pageOf(ASKED.formatted(""));

    RequestPage.request().get("/v1/files").then().statusCode(401);
    RequestPage.request()
        .header("Authorization", "Bearer " + page.link())
        .get("/v1/files")
        .then()
        .statusCode(401);
    RequestPage.request().get("/r/" + page.link() + "/uploads").then().statusCode(404);
    RequestPage.request().get("/r;x/" + page.link()).then().statusCode(400);
    RequestPage.request().get("/r/" + page.link() + ";x").then().statusCode(400);
    RequestPage.request().get("/r/" + page.link() + "/").then().statusCode(404);
  }

  @Test
  void isNotThereForLinksOfNobodyAndThoseThatAreDeleted() {
    JsonPath request = requests.create(ASKED.formatted(""));
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));
    files.request().delete("/v1/file-requests/" + request.getString("id")).then().statusCode(204);

    for (RequestPage gone :
        new RequestPage[] {page, RequestPage.of("aaaaaaaaaaaaaaaaaaaaaaaa"), RequestPage.of("x")}) {
      Response answer = gone.show("de");
      answer.then().statusCode(404);
      assertThat(answer.asString()).contains("Diese Seite gibt es nicht");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aaaaaaaaaaaaaaaaaaaaaaaa", "x", "%61"})
  void takesNothingForLinksOfNobody(String link) throws IOException {
    RequestPage page = RequestPage.of(link);

    page.send("a.jpg", photo(), "").then().statusCode(404);
    page.enter(1, 1, 1970).then().statusCode(404);
    create(page, 1, metadata()).then().statusCode(404);
    append(page.uploads() + "/" + UUID.randomUUID(), 0, new byte[1], 1).then().statusCode(404);
    tus().delete(page.uploads() + "/" + UUID.randomUUID()).then().statusCode(404);
    RequestPage.request().get("/r/" + link + "/logo").then().statusCode(404);
  }

  @Test
  void endsWithItsRequest() throws IOException {
    RequestPage page = pageOf("{\"type\":\"photo\",\"expiryInterval\":60}");
    assertThat(page.show().asString()).contains("You can send until");

    clock.advance(Duration.ofSeconds(61));

    Response ended = page.show();
    ended.then().statusCode(410);
    assertThat(ended.asString()).contains("This link has ended");
    page.send("a.jpg", photo(), "").then().statusCode(410);
    create(page, 1, metadata()).then().statusCode(410);
  }

  @Test
  void isRevokedAndBroughtBack() {
    JsonPath request = requests.create(ASKED.formatted(""));
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));
    String id = request.getString("id");

    endLink(id, "\"2020-01-01T00:00:00Z\"").then().statusCode(200);

    page.show().then().statusCode(410);
    assertThat(requests.find(id).jsonPath().getString("shortLinkExpiresAt"))
        .startsWith("2020-01-01");
    endLink(id, "\"2999-01-01T00:00:00Z\"").then().statusCode(200);
    page.show().then().statusCode(200);
    endLink(id, "null").then().statusCode(400);
    endLink(UUID.randomUUID().toString(), "\"2020-01-01T00:00:00Z\"").then().statusCode(404);
  }

  @Test
  void asksForTheDateOfBirthFirst() throws IOException {
    JsonPath request = requests.create(VERIFIED);
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));
    assertThat(request.getString("verify")).isEqualTo("dateOfBirth");

    assertThat(page.show().asString())
        .contains("First, your date of birth")
        .doesNotContain("John", "photo", "Williams");
    page.send("a.jpg", photo(), "").then().statusCode(403);
    create(page, 1, metadata()).then().statusCode(403);
    Response wrong = page.enter(30, 12, 1970);
    wrong.then().statusCode(403);
    assertThat(wrong.asString()).contains("We have another date");

    Response right = page.enter(31, 12, 1970);

    right.then().statusCode(303);
    String location = right.header("Location");
    RequestPage admitted = new RequestPage(page.link(), location.substring(location.indexOf('?')));
    assertThat(admitted.show().asString()).contains("Dr Rachel Williams asks you for photos");
    assertThat(admitted.send("a.jpg", photo(), "").header("Location")).contains("pass=", "sent=1");
    String place = begin(admitted, 1);
    tus().head(place).then().statusCode(403);
    tus().head(place + admitted.query()).then().statusCode(200);
  }

  @Test
  void locksALinkWhoseDatesAreWrong() throws Exception {
    JsonPath request = requests.create(VERIFIED);
    RequestPage page = RequestPage.of(request.getString("shortLinkId"));
    for (int tries = 1; tries < 5; tries++) {
      assertThat(page.enter(tries, 1, 1970).asString()).contains("We have another date");
    }
    assertThat(page.enter(77, 77, 77).asString()).contains("This link is locked");

    assertThat(page.enter(31, 12, 1970).asString()).contains("This link is locked");

    assertThat(
            Storage.rows(
                "select outcome || count(*) from audit_record where action = 'page.verify'"
                    + " and key_id = '%s' group by outcome order by 1"
                        .formatted(request.getString("id"))))
        .containsExactly("link_locked2", "wrong_date_of_birth4");
    endLink(request.getString("id"), "\"2999-01-01T00:00:00Z\"").then().statusCode(200);
    page.enter(31, 12, 1970).then().statusCode(303);
  }

  @Test
  void takesNoPassOfAnotherLinkNorOneThatIsOver() {
    RequestPage page = pageOf(VERIFIED);
    RequestPage other = pageOf(VERIFIED);
    String location = page.enter(31, 12, 1970).header("Location");
    String query = location.substring(location.indexOf('?'));

    assertThat(new RequestPage(other.link(), query).show().asString()).contains("date of birth");
    assertThat(new RequestPage(page.link(), query).show().asString()).contains("Williams");
    assertThat(new RequestPage(page.link(), query.replace("=1", "=2")).show().asString())
        .contains("date of birth");

    clock.advance(Duration.ofHours(12));

    assertThat(new RequestPage(page.link(), query).show().asString()).contains("date of birth");
  }

  @Test
  void keepsNoDateOfBirth() throws Exception {
    JsonPath request = requests.create(VERIFIED);

    assertThat(
            Storage.rows(
                "select f::text from file_request f where id = '%s'"
                    .formatted(request.getString("id"))))
        .singleElement()
        .asString()
        .doesNotContain("1970-12-31");
    requests
        .post("{\"type\":\"any\",\"verify\":\"dateOfBirth\"}")
        .then()
        .statusCode(400)
        .body("path", equalTo("patientDateOfBirth"));
  }

  private RequestPage pageOf(String request) {
    return RequestPage.of(requests.create(request).getString("shortLinkId"));
  }

  private Response endLink(String id, String end) {
    return files
        .request()
        .contentType("application/json")
        .body("{\"shortLinkExpiresAt\":" + end + "}")
        .patch("/v1/file-requests/" + id);
  }

  private static Map<String, String> metadata() {
    return Map.of("filename", "a.jpg", "filetype", "image/jpeg");
  }

  private static RequestSpecification tus() {
    return UploadsApi.spoken(RequestPage.request());
  }

  private static Response create(RequestPage page, long length, Map<String, String> metadata) {
    return tus()
        .header("Upload-Length", length)
        .header("Upload-Metadata", UploadsApi.header(metadata))
        .post(page.uploads());
  }

  private static String begin(RequestPage page, long length) {
    Response begun = create(page, length, metadata());
    begun.then().statusCode(201).header("Tus-Resumable", "1.0.0");
    return begun.header("Location");
  }

  private static Response append(String place, int from, byte[] photo, int to) {
    return tus()
        .header("Upload-Offset", from)
        .contentType("application/offset+octet-stream")
        .body(Arrays.copyOfRange(photo, from, to))
        .patch(place);
  }

  private static byte[] photo() throws IOException {
    return Files.readAllBytes(Path.of("clients/photo.jpg"));
  }
}
