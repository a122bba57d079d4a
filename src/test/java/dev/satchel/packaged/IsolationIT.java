package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.image.Pictures;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.UploadDocument;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged service as its own render worker. */
@ExtendWith(EmptyStorage.class)
class IsolationIT {

  private static PackagedSatchel satchel;

  @BeforeAll
  static void start() throws Exception {
    satchel = PackagedSatchel.start("satchel.image.isolation=process");
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @Test
  void rendersInAProcessThatMayDie() throws Exception {
    String upload =
        new String(
            UploadDocument.empty().file("a", "image/jpeg", Pictures.jpeg(640, 480)).bytes(),
            StandardCharsets.UTF_8);
    HttpResponse<String> uploaded = satchel.call("POST", "/v1/files", upload);
    String id = new ObjectMapper().readTree(uploaded.body()).get(0).get("id").textValue();

    assertThat(length(id, "64x48")).isPositive();
    List<ProcessHandle> workers = satchel.children();
    assertThat(workers).hasSize(1);
    workers.getFirst().destroyForcibly();
    Eventually.holds(() -> assertThat(satchel.children()).isEmpty());
    assertThat(length(id, "80x60")).isPositive();
    assertThat(satchel.children()).hasSize(1);

    List<ProcessHandle> orphans = satchel.children();
    satchel.kill();
    Eventually.holds(() -> assertThat(orphans).noneMatch(ProcessHandle::isAlive));
  }

  private static long length(String id, String size) throws Exception {
    HttpResponse<String> thumbnail =
        satchel.call("GET", "/v1/files/" + id + "?imageSize=" + size, "");
    assertThat(thumbnail.statusCode()).isEqualTo(200);
    assertThat(thumbnail.headers().firstValue("Content-Type")).contains("image/jpeg");
    return thumbnail.headers().firstValueAsLong("Content-Length").orElseThrow();
  }
}
