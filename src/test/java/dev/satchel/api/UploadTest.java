package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.image.Tiffs;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class UploadTest {

  private static final String TIMESTAMP =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";
  private static final String VERSION_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @Test
  void answersWithEveryFieldOfTheFile() throws Exception {
    JsonNode file = json(api.post(UploadDocument.of("hello")).body().asString()).get(0);

    assertThat(file.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "createdAt",
            "description",
            "expiresAt",
            "fileRequestId",
            "imageHeight",
            "imageWidth",
            "mimeType",
            "originalName",
            "photoCreatedAt",
            "size");
    for (String unset :
        List.of(
            "description",
            "expiresAt",
            "fileRequestId",
            "imageHeight",
            "imageWidth",
            "photoCreatedAt")) {
      assertThat(file.get(unset).isNull()).as(unset).isTrue();
    }
    assertThat(file.get("id").asText()).matches(VERSION_7);
    assertThat(file.get("createdAt").asText()).matches(TIMESTAMP);
    assertThat(file.get("mimeType").asText()).isEqualTo("text/plain");
    assertThat(file.get("originalName").asText()).isEqualTo("file.txt");
    assertThat(file.get("size").isIntegralNumber()).isTrue();
    assertThat(file.get("size").asInt()).isEqualTo(5);
  }

  @Test
  void answersAsJsonInUtf8() {
    var answer = api.post(UploadDocument.of("x").with("name", "Röntgen 📷.png"));

    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(new String(answer.body().asByteArray(), StandardCharsets.UTF_8)).contains("Röntgen");
  }

  @Test
  void expiresAfterTheIntervalFromItsCreation() throws Exception {
    JsonNode file =
        json(api.post(UploadDocument.of("x").expiryInterval(3600)).body().asString()).get(0);

    var createdAt = OffsetDateTime.parse(file.get("createdAt").asText());
    assertThat(file.get("expiresAt").asText()).matches(TIMESTAMP);
    assertThat(OffsetDateTime.parse(file.get("expiresAt").asText()))
        .isEqualTo(createdAt.plusSeconds(3600));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3_153_600_000L})
  void takesTheShortestAndTheLongestExpiryInterval(long seconds) {
    api.post(UploadDocument.of("x").expiryInterval(seconds)).then().statusCode(200);
  }

  /** Behind the first part of a multipart upload, and behind what is kept of a file in one part. */
  @ParameterizedTest
  @CsvSource({
    "9000000, 0, false",
    "9000000, 0, true",
    "9000000, 900000, false",
    "3000000, 900000, false"
  })
  void measuresATiffWhoseDirectoryComesLate(int before, int behind, boolean big) throws Exception {
    Tiffs tiff = Tiffs.of(640, 480).gap(before);
    byte[] file = (big ? tiff.big() : tiff).file();
    var document = UploadDocument.of(Arrays.copyOf(file, file.length + behind));

    JsonNode stored = json(api.post(document).body().asString()).get(0);

    assertThat(stored.get("imageWidth").asInt()).isEqualTo(640);
    assertThat(stored.get("imageHeight").asInt()).isEqualTo(480);
  }

  @Test
  void measuresNothingOfATiffThatEndsBeforeItsDirectory() throws Exception {
    byte[] file = Tiffs.of(640, 480).gap(9_000_000).file();
    var document = UploadDocument.of(Arrays.copyOf(file, 8_999_000));

    assertThat(json(api.post(document).body().asString()).get(0).get("imageWidth").isNull())
        .isTrue();
  }

  @Test
  void answersSeveralFilesInTheOrderOfTheRequest() {
    var document = UploadDocument.empty();
    IntStream.range(0, 20)
        .forEach(i -> document.file("f" + i, "a/b", UploadDocument.random(i * 1000, i)));

    var files = api.post(document).then().statusCode(200).extract().jsonPath();

    assertThat(files.getList("originalName", String.class))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "f" + i).toList());
    List<String> ids = files.getList("id", String.class);
    assertThat(ids).isSorted();
    for (int i = 0; i < 20; i++) {
      assertThat(api.download(ids.get(i)).asByteArray())
          .isEqualTo(UploadDocument.random(i * 1000, i));
    }
    assertThat(files.getList("createdAt", String.class).stream().distinct()).hasSize(1);
  }

  @Test
  void takesAHundredFiles() throws Exception {
    var document = UploadDocument.empty();
    IntStream.range(0, 100).forEach(i -> document.file("f" + i, "a/b", new byte[] {(byte) i}));

    List<String> ids = api.upload(document);

    assertThat(ids).hasSize(100).doesNotHaveDuplicates();
    assertThat(api.download(ids.get(57)).asByteArray()).containsExactly(57);
    Storage.assertTidy();
  }

  @Test
  void keepsTextsAsTheyWereGiven() {
    String name = "../../etc/päss\twd\r\n\"📷\" %41\\.txt";
    String id =
        api.uploadOne(
            UploadDocument.empty()
                .file(name, "text/x-odd; charset=\"a b\"", new byte[3])
                .with("description", " Better\nthan yesterday. \uD83D\uDE00 "));

    var metadata = api.metadata(id).jsonPath();
    assertThat(metadata.getString("originalName")).isEqualTo(name);
    assertThat(metadata.getString("mimeType")).isEqualTo("text/x-odd; charset=\"a b\"");
    assertThat(metadata.getString("description"))
        .isEqualTo(" Better\nthan yesterday. \uD83D\uDE00 ");
  }

  @Test
  void namesNeverBecomeObjectKeys() throws Exception {
    String id = api.uploadOne(UploadDocument.of("x").with("name", "../secret-name"));

    assertThat(Storage.objectKey(id)).matches("[0-9a-f-]{36}/0");
    assertThat(Storage.objects()).noneMatch(key -> key.contains("secret-name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"files\":[{\"contents\":\"aGk=\",\"type\":\"a/b\",\"name\":\"n\"}],\"userId\":\"USER\"}",
        "{\"userId\":\"USER\",\"files\":[{\"name\":\"n\",\"type\":\"a/b\",\"contents\":\"aGk\"}]}",
        "\uFEFF{\"userId\":\"USER\",\"files\":"
            + "[{\"name\":\"n\",\"type\":\"a/b\",\"contents\":\"aGk=\"}]}",
        " {\r\n\t\"userId\" : \"USER\" , \"files\" : "
            + "[ { \"name\" : \"n\" , \"type\" : \"a/b\" , \"contents\" : \"aG\\r\\n \\tk=\" } ] }\n\n",
        "{\"x\":{\"files\":[1,{\"y\":null}]},\"userId\":\"USER\",\"files\":[{\"z\":[[[]]],"
            + "\"name\":\"n\",\"contents\":\"\\u0061\\u0047k\\u003D\",\"type\":\"a\\/b\"}],\"w\":-1.5e+3}",
        "{\"userId\":\"USER\",\"expiryInterval\":null,\"fileRequestId\":null,\"files\":"
            + "[{\"name\":\"n\",\"description\":null,\"type\":\"a/b\",\"contents\":\"aGk=\"}]}"
      })
  void takesAnyFormOfTheSameDocument(String document) {
    String body = document.replace("USER", UploadDocument.USER);

    var answer = api.post(body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    String id = answer.jsonPath().getString("[0].id");
    assertThat(api.download(id).asString()).isEqualTo("hi");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        (64 << 10) - 1,
        64 << 10,
        (64 << 10) + 1,
        (8 << 20) - 1,
        8 << 20,
        (8 << 20) + 1,
        (16 << 20) - 1,
        16 << 20,
        (16 << 20) + 1
      })
  void roundTripsBytes(int size) {
    byte[] bytes = UploadDocument.random(size, size);

    String id = api.uploadOne(UploadDocument.of(bytes));

    assertThat(api.metadata(id).jsonPath().getInt("size")).isEqualTo(size);
    assertThat(api.download(id).asByteArray()).isEqualTo(bytes);
  }

  @Test
  void leavesNothingPending() throws Exception {
    api.upload(UploadDocument.of(UploadDocument.random(9 << 20, 1)).file("b", "a/b", new byte[0]));

    Storage.assertTidy();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
