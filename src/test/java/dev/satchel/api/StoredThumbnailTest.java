package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thumbnail is made once, kept in the store, and served from there. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class StoredThumbnailTest {

  private static final String SIZE = "200x140";
  private static final int MAX_SIZES = 16;

  private final FilesApi api = FilesApi.BOOTSTRAP;
  private String id = "";

  @BeforeEach
  void upload() {
    byte[] picture = Pictures.jpeg(800, 600);
    id = api.uploadOne(UploadDocument.empty().file("a.jpg", "image/jpeg", picture));
  }

  @Test
  void isMadeOnce() throws Exception {
    Response made = api.thumbnail(id, SIZE);
    Storage.thumbnails(id, 1);
    double renderings = Metrics.renderings();
    double served = Metrics.sum("satchel_thumbnail_served_total");

    Response kept = api.thumbnail(id, SIZE);

    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.asByteArray()).isEqualTo(made.asByteArray());
    for (String header :
        List.of("ETag", "Last-Modified", "Content-Type", "Content-Length", "Content-Disposition")) {
      assertThat(kept.header(header)).as(header).isNotNull().isEqualTo(made.header(header));
    }
    assertThat(Metrics.renderings()).isEqualTo(renderings);
    assertThat(Metrics.sum("satchel_thumbnail_served_total")).isEqualTo(served + 1);
  }

  @Test
  void answersConditionsRangesAndHeadWithoutMakingItAgain() throws Exception {
    Response made = api.thumbnail(id, SIZE);
    String tag = made.header("ETag");
    Storage.thumbnails(id, 1);
    double renderings = Metrics.renderings();
    String path = "/v1/files/" + id + "?imageSize=" + SIZE;

    Response known = api.request().header("If-None-Match", tag).get(path);
    Response other = api.request().header("If-Match", "\"other\"").get(path);
    Response head = api.request().head(path);
    Response part = api.request().header("Range", "bytes=2-9").header("If-Range", tag).get(path);
    Response beyond = api.request().header("Range", "bytes=999999-").get(path);

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(made.header("Content-Length"));
    assertThat(head.header("ETag")).isEqualTo(tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(made.asByteArray(), 2, 10));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(Metrics.renderings()).isEqualTo(renderings);
  }

  @Test
  void isMadeAnewWhereTheStoreHasLostIt() throws Exception {
    byte[] made = api.thumbnail(id, SIZE).asByteArray();
    String lost = Storage.thumbnails(id, 1).getFirst();
    Storage.delete(lost);

    assertServedAndKeptAgain(made, lost);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1})
  void isMadeAnewWhereTheStoreHasOtherBytes(int longer) throws Exception {
    byte[] made = api.thumbnail(id, SIZE).asByteArray();
    String corrupt = Storage.thumbnails(id, 1).getFirst();
    Storage.put(corrupt, "x".repeat(made.length + longer));

    assertServedAndKeptAgain(made, corrupt);
  }

  @Test
  void servesARangeOfWhatTheStoreHasLost() throws Exception {
    byte[] made = api.thumbnail(id, SIZE).asByteArray();
    Storage.put(Storage.thumbnails(id, 1).getFirst(), "short");

    Response part =
        api.request()
            .header("Range", "bytes=100-199")
            .get("/v1/files/" + id + "?imageSize=" + SIZE);

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(made, 100, 200));
  }

  @Test
  void keepsSoManySizesOfAFileAndServesAll() throws Exception {
    for (int width = 100; width <= 100 + MAX_SIZES; width++) {
      assertThat(api.thumbnail(id, width + "x1").statusCode()).isEqualTo(200);
      Storage.thumbnails(id, Math.min(width - 99, MAX_SIZES));
    }

    double renderings = Metrics.renderings();
    assertThat(api.thumbnail(id, "116x1").statusCode()).isEqualTo(200);
    assertThat(Metrics.renderings()).isEqualTo(renderings + 1);
    assertThat(api.thumbnail(id, "115x1").statusCode()).isEqualTo(200);
    assertThat(Metrics.renderings()).isEqualTo(renderings + 1);
  }

  /** Whoever keeps a thumbnail locks the file's row first, which somebody else has locked here. */
  @Test
  void isAnsweredBeforeItIsKept() throws Exception {
    try (Connection database = SatchelServers.database();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("select from stored_file where id = '" + id + "' for update");

      assertThat(api.thumbnail(id, SIZE).statusCode()).isEqualTo(200);

      assertThat(Storage.rows("select size from thumbnail where file_id = '" + id + "'")).isEmpty();
      database.rollback();
    }
    Storage.thumbnails(id, 1);
  }

  private void assertServedAndKeptAgain(byte[] made, String lost) throws Exception {
    Response again = api.thumbnail(id, SIZE);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.asByteArray()).isEqualTo(made);
    Eventually.holds(() -> assertThat(Storage.thumbnails(id, 1)).doesNotContain(lost));
    Eventually.holds(() -> assertThat(Storage.objects()).doesNotContain(lost));
    double renderings = Metrics.renderings();
    assertThat(api.thumbnail(id, SIZE).asByteArray()).isEqualTo(made);
    assertThat(Metrics.renderings()).isEqualTo(renderings);
  }
}
