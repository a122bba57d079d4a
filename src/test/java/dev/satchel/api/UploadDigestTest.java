package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.FilesApi;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that tell the SHA-256 of their files. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class UploadDigestTest {

  /** FIPS 180-4, the example of 24 bits. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @AfterEach
  void nothingIsLeft() throws Exception {
    Storage.assertTidy();
  }

  @Test
  void takesContentsThatHaveIt() {
    api.post(UploadDocument.of("abc").with("sha256", ABC)).then().statusCode(200);
    api.post(UploadDocument.of("abc").with("sha256", ABC.toUpperCase(Locale.ROOT)))
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({"true, abd, 400", "false, abd, 400", "true, abc, 200", "false, abc, 200"})
  void itMayStandBeforeOrBehindTheContents(boolean before, String contents, int status) {
    String base64 = Base64.getEncoder().encodeToString(contents.getBytes(StandardCharsets.UTF_8));
    String members =
        before
            ? "'sha256':'%s','contents':'%s'".formatted(ABC, base64)
            : "'contents':'%s','sha256':'%s'".formatted(base64, ABC);
    String document =
        "{'files':[{'name':'n','type':'a/b',%s}],'userId':'%s'}"
            .formatted(members, UploadDocument.USER);

    Response answer = api.post(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 400) {
      assertThat(answer.jsonPath().getString("code")).isEqualTo("digest_mismatch");
      assertThat(answer.jsonPath().getString("path")).isEqualTo("files[0].sha256");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        ABC + "0",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void refusesWhatIsNoDigest(String digest) {
    Response answer = api.post(UploadDocument.of("abc").with("sha256", digest));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_value");
    assertThat(answer.jsonPath().getString("path")).isEqualTo("files[0].sha256");
  }

  @Test
  void nothingIsKeptOfAMismatch() throws Exception {
    int before = Storage.files();

    api.post(
            UploadDocument.of(UploadDocument.random(9_000_000, 1))
                .with("sha256", ABC)
                .file("b", "a/b", new byte[0]))
        .then()
        .statusCode(400);

    assertThat(Storage.files()).isEqualTo(before);
  }
}
