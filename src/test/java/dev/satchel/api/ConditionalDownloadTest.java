package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges and conditions of RFC 9110, sections 13 and 14, over HTTP. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ConditionalDownloadTest {

  private static final int SIZE = 9_000_000;
  private static final byte[] BYTES = UploadDocument.random(SIZE, 1);
  private static final String PAST = "Mon, 01 Jan 2024 00:00:00 GMT";
  private static final String FUTURE = "Thu, 01 Jan 2099 00:00:00 GMT";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  /** One upload for all tests, since none of them changes it. */
  private static @Nullable String id;

  private String tag;
  private String date;

  @BeforeEach
  void upload() {
    if (id == null) {
      id = api.uploadOne(UploadDocument.of(BYTES));
    }
    Response head = api.head(id);
    tag = head.header("ETag");
    date = head.header("Last-Modified");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-99, 0, 100",
    "bytes=8388600-8388620, 8388600, 8388621",
    "bytes=8999999-, 8999999, 9000000",
    "bytes=8999000-99999999999999999999, 8999000, 9000000",
    "bytes=-1, 8999999, 9000000",
    "bytes=-99999999, 0, 9000000",
    "'BYTES=5-6', 5, 7"
  })
  void servesOneRange(String range, int from, int to) {
    Response answer = get("Range", range);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, SIZE));
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(to - from));
    assertThat(answer.header("ETag")).isEqualTo(tag);
    assertThat(Arrays.equals(answer.asByteArray(), Arrays.copyOfRange(BYTES, from, to))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"bytes=9000000-", "bytes=9000000-9000001", "bytes=-0"})
  void refusesRangesWithoutAByte(String range) {
    Response answer = get("Range", range);

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + SIZE);
    assertThat(answer.asByteArray()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"bytes=0-1,5-6", "bytes=5-1", "bytes=-", "bytes=a-b", "lines=0-1", "bytes 0-1"})
  void servesAllForRangesThatItDoesNotKnow(String range) {
    Response answer = get("Range", range);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.asByteArray()).hasSize(SIZE);
  }

  @Test
  void anEmptyFileHasNoRange() {
    String empty = api.uploadOne(UploadDocument.of(""));

    assertThat(api.request().header("Range", "bytes=0-").get("/v1/files/" + empty).statusCode())
        .isEqualTo(416);
    assertThat(api.download(empty).header("Content-Length")).isEqualTo("0");
  }

  @Test
  void ifRangeTakesTheVersionThatTheClientHas() {
    assertThat(range("If-Range", tag)).isEqualTo(206);
    assertThat(range("If-Range", date)).isEqualTo(206);
    assertThat(range("If-Range", "\"other\"")).isEqualTo(200);
    assertThat(range("If-Range", "W/" + tag)).isEqualTo(200);
    assertThat(range("If-Range", PAST)).isEqualTo(200);
  }

  @Test
  void ifNoneMatchSparesWhatTheClientHas() {
    for (String known : new String[] {tag, "\"a\", " + tag, "W/" + tag, "*"}) {
      Response answer = get("If-None-Match", known);
      assertThat(answer.statusCode()).as(known).isEqualTo(304);
      assertThat(answer.header("ETag")).isEqualTo(tag);
      assertThat(answer.asByteArray()).isEmpty();
    }
    assertThat(status("If-None-Match", "\"other\"")).isEqualTo(200);
    assertThat(api.request().header("If-None-Match", tag).head("/v1/files/" + id).statusCode())
        .isEqualTo(304);
  }

  @Test
  void ifModifiedSinceSparesToo() {
    assertThat(status("If-Modified-Since", date)).isEqualTo(304);
    assertThat(status("If-Modified-Since", FUTURE)).isEqualTo(304);
    assertThat(status("If-Modified-Since", PAST)).isEqualTo(200);
    assertThat(status("If-Modified-Since", "yesterday")).isEqualTo(200);
  }

  @Test
  void preconditionsThatFailAre412() {
    assertThat(status("If-Match", tag)).isEqualTo(200);
    assertThat(status("If-Match", "*")).isEqualTo(200);
    assertThat(status("If-Match", "\"other\"")).isEqualTo(412);
    assertThat(status("If-Match", "W/" + tag)).isEqualTo(412);
    assertThat(status("If-Unmodified-Since", date)).isEqualTo(200);
    assertThat(status("If-Unmodified-Since", PAST)).isEqualTo(412);
  }

  @Test
  void tagsComeBeforeDates() {
    var request = api.request().header("If-None-Match", "\"other\"");

    assertThat(request.header("If-Modified-Since", FUTURE).get("/v1/files/" + id).statusCode())
        .isEqualTo(200);
  }

  private int range(String condition, String value) {
    return api.request()
        .header("Range", "bytes=0-9")
        .header(condition, value)
        .get("/v1/files/" + id)
        .statusCode();
  }

  private int status(String header, String value) {
    return get(header, value).statusCode();
  }

  private Response get(String header, String value) {
    return api.request().header(header, value).get("/v1/files/" + id);
  }
}
