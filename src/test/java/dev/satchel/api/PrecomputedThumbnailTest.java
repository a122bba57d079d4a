package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Impatient;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Thumbnails that are there before anybody has asked for them. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Impatient.class)
class PrecomputedThumbnailTest {

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @Test
  void areMadeOfEveryImageAfterItsUpload() throws Exception {
    byte[] picture = Pictures.jpeg(800, 600);
    String id = api.uploadOne(UploadDocument.empty().file("a.jpg", "image/jpeg", picture));

    Storage.thumbnails(id, 3); // one of them at its own size, as it would enlarge it

    double renderings = Metrics.renderings();
    for (String size : Impatient.PRECOMPUTED) {
      assertThat(api.thumbnail(id, size).statusCode()).isEqualTo(200);
    }
    assertThat(Metrics.renderings()).isEqualTo(renderings);
  }

  @Test
  void areNotMadeOfOtherFiles() throws Exception {
    double renderings = Metrics.renderings();

    String id = api.uploadOne(UploadDocument.of("no picture"));

    assertThat(api.thumbnail(id, "200x140").asString()).isEqualTo("no picture");
    assertThat(Metrics.renderings()).isEqualTo(renderings);
  }
}
