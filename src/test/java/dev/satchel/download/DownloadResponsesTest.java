package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.http.ByteStream;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.testing.Settings;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadResponsesTest {

  private final FakeBlobs blobs = new FakeBlobs();
  private final Original file = new Original(FakeBlobs.file(null, null), blobs);
  private final DownloadResponses responses =
      new DownloadResponses(Settings.with(DownloadConfig.class, Map.of()));

  @ParameterizedTest
  @CsvSource({", 200", "bytes=0-1, 200", "bytes=99-, 200"})
  void headTellsOfTheWholeAndOpensNothing(@Nullable String range, int status) {
    Response answer = responses.head(file, new Conditions(null, null, null, null, range, null));

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.hasEntity()).isFalse();
    assertThat(answer.getHeaderString("Content-Length")).isEqualTo("12");
    assertThat(blobs.reads).isZero();
  }

  @ParameterizedTest
  @CsvSource({", *, , 304", "\"a\", , , 412", ", , bytes=99-, 416"})
  void answersWithoutBytesOpenNothing(
      @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String range, int status) {
    Response answer = got(new Conditions(ifMatch, null, ifNoneMatch, null, range, null));

    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.hasEntity()).isFalse();
    assertThat(blobs.reads).isZero();
  }

  @Test
  void aPartIsAsLongAsItsRange() {
    Response answer = got(new Conditions(null, null, null, null, "bytes=4-", null));

    assertThat(answer.getStatus()).isEqualTo(206);
    assertThat(answer.getHeaderString("Content-Range")).isEqualTo("bytes 4-11/12");
    assertThat(((ByteStream) answer.getEntity()).length()).isEqualTo(8);
    assertThat(blobs.reads).isEqualTo(1);
  }

  private Response got(Conditions conditions) {
    return responses.get(
        Opened.of(file, file.selected(conditions), new Lifetime()).await().indefinitely());
  }
}
