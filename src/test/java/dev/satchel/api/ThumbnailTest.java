package dev.satchel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Pictures;
import dev.satchel.image.header.Exif;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FilesApi;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ?imageSize=} over HTTP: which bytes come, and what is told of them. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
class ThumbnailTest {

  private static final byte[] LANDSCAPE = Pictures.jpeg(800, 600);

  private final FilesApi api = FilesApi.BOOTSTRAP;

  @ParameterizedTest
  @CsvSource({
    "200x140, 200, 150",
    "100x150, 200, 150",
    "400x300, 400, 300",
    "1x1, 1, 1",
    "799x1, 799, 599"
  })
  void coversTheSizeWithTheWholePicture(String size, int width, int height) {
    Response answer = api.thumbnail(upload("image/jpeg", LANDSCAPE), size);

    answer.then().statusCode(200).header("Content-Type", "image/jpeg");
    BufferedImage picture = Pictures.decoded(answer.asByteArray());
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isBetween(height, height + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"601x1", "1x801", "10000x10000"})
  void rendersAtItsOwnSizeWhereItWouldGrow(String size) {
    byte[] photo = Exif.of(6).inJpeg(LANDSCAPE);
    Response answer = api.thumbnail(upload("image/jpeg", photo), size);

    BufferedImage picture = Pictures.decoded(answer.asByteArray());
    assertThat(picture.getWidth()).isEqualTo(600);
    assertThat(picture.getHeight()).isEqualTo(800);
    assertThat(latin(answer.asByteArray())).doesNotContain(Exif.SENTINEL).doesNotContain("Exif");
  }

  @Test
  void keepsOneThumbnailForAllSizesThatWouldEnlarge() throws Exception {
    String id = upload("image/jpeg", LANDSCAPE);
    String tag = api.thumbnail(id, "801x1").header("ETag");

    assertThat(Storage.thumbnails(id, 1)).hasSize(1);
    assertThat(api.thumbnail(id, "9000x9000").header("ETag")).isEqualTo(tag);
    assertThat(Storage.thumbnails(id, 1)).hasSize(1);
  }

  @Test
  void triesAPictureOnceThatCannotBeDecoded() throws Exception {
    String id = upload("image/png", bomb());
    api.thumbnail(id, "10x10").then().statusCode(200);
    Eventually.holds(
        () ->
            assertThat(
                    Storage.rows(
                        "select reason from undecodable_picture where file_id = '" + id + "'"))
                .containsExactly("TOO_LARGE"));
    double tried = Metrics.renderings();

    assertThat(api.thumbnail(id, "10x10").asByteArray()).isEqualTo(bomb());
    assertThat(api.thumbnail(id, "20x20").asByteArray()).isEqualTo(bomb());
    assertThat(Metrics.renderings()).isEqualTo(tried);

    Storage.rows(
        "update undecodable_picture set decoders = 'others' where file_id = '"
            + id
            + "' returning reason");
    assertThat(api.thumbnail(id, "10x10").asByteArray()).isEqualTo(bomb());
    assertThat(Metrics.renderings()).as("other decoders try it").isEqualTo(tried + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void standsUpright(int orientation) {
    byte[] photo = Exif.of(orientation).inJpeg(Pictures.jpeg(400, 300));
    String id = upload("image/jpeg", photo);
    boolean turned = orientation > 4;

    var metadata = api.metadata(id).jsonPath();
    BufferedImage picture = Pictures.decoded(api.thumbnail(id, "100x100").asByteArray());

    assertThat(metadata.getInt("imageWidth")).isEqualTo(turned ? 300 : 400);
    assertThat(metadata.getInt("imageHeight")).isEqualTo(turned ? 400 : 300);
    assertThat(picture.getWidth() > picture.getHeight()).isNotEqualTo(turned);
    assertThat(corner(picture)).isEqualTo(topLeft(orientation));
  }

  @Test
  void findsTheSizeBehindMetadataOfAnySize() {
    byte[] photo = Pictures.withExtendedXmp(Exif.of(6).inJpeg(Pictures.jpeg(400, 300)), 20);
    String id = upload("image/jpeg", photo);

    assertThat(api.metadata(id).jsonPath().getInt("imageWidth")).isEqualTo(300);
    assertThat(api.metadata(id).jsonPath().getInt("imageHeight")).isEqualTo(400);
  }

  @Test
  void carriesNothingOfTheOriginalsMetadata() {
    byte[] photo = Exif.of(6).inJpeg(Pictures.jpeg(400, 300));
    assertThat(latin(photo)).contains(Exif.SENTINEL);

    byte[] thumbnail = api.thumbnail(upload("image/jpeg", photo), "100x100").asByteArray();

    assertThat(latin(thumbnail)).doesNotContain(Exif.SENTINEL).doesNotContain("Exif");
  }

  @Test
  void keepsTransparency() {
    byte[] png = Pictures.encoded(new BufferedImage(400, 300, BufferedImage.TYPE_INT_ARGB), "png");

    Response answer = api.thumbnail(upload("image/png", png), "100x100");

    answer.then().header("Content-Type", "image/png");
    assertThat(Pictures.decoded(answer.asByteArray()).getRGB(5, 5) >>> 24).isZero();
  }

  @Test
  void isARepresentationOfItsOwn() {
    String id = upload("image/jpeg", LANDSCAPE);
    String original = api.head(id).header("ETag");

    Response whole = api.thumbnail(id, "200x140");
    String tag = whole.header("ETag");
    Response head = api.request().head("/v1/files/" + id + "?imageSize=200x140");
    Response part =
        api.request().header("Range", "bytes=2-9").get("/v1/files/" + id + "?imageSize=200x140");
    Response known =
        api.request().header("If-None-Match", tag).get("/v1/files/" + id + "?imageSize=200x140");

    assertThat(tag).isNotEqualTo(original).startsWith("\"");
    assertThat(api.thumbnail(id, "400x300").header("ETag")).isNotEqualTo(tag);
    assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(whole.asByteArray(), 2, 10));
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(whole.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"200", "x", "200x", "0x5", "5x0", "-1x5", "10001x5", "5x10001", "2e2x5", "1x1x1"})
  void refusesSizesOnAnImage(String size) {
    Response answer = api.thumbnail(upload("image/jpeg", LANDSCAPE), size);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("code")).isEqualTo("invalid_image_size");
    assertThat(answer.jsonPath().getString("path")).isEqualTo("imageSize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200x140", "nonsense"})
  void ignoresTheSizeOnWhatIsNoImage(String size) {
    byte[] text = "no image".getBytes(StandardCharsets.UTF_8);

    assertThat(api.thumbnail(upload("image/jpeg", text), size).asByteArray()).isEqualTo(text);
  }

  @Test
  void givesTheOriginalOfWhatItCannotDecode() {
    byte[] broken = Arrays.copyOf(LANDSCAPE, 700);
    byte[] bomb = bomb();

    assertThat(api.thumbnail(upload("image/jpeg", broken), "10x10").asByteArray())
        .satisfiesAnyOf(
            it -> assertThat(it).isEqualTo(broken),
            it -> assertThat(Pictures.decoded(it).getWidth()).isEqualTo(13));
    assertThat(api.thumbnail(upload("image/png", bomb), "10x10").asByteArray()).isEqualTo(bomb);
  }

  /** A PNG that says it has 60,000 by 60,000 pixels. */
  private static byte[] bomb() {
    byte[] png = Pictures.encoded(Pictures.quadrants(20, 20), "png");
    byte[] side = {0, 0, (byte) 0xEA, 0x60};
    System.arraycopy(side, 0, png, 16, 4);
    System.arraycopy(side, 0, png, 20, 4);
    return png;
  }

  private String upload(String type, byte[] bytes) {
    return api.uploadOne(UploadDocument.empty().file("a", type, bytes));
  }

  private static Color corner(BufferedImage picture) {
    var colour = new Color(picture.getRGB(10, 10));
    return new Color(
        colour.getRed() > 127 ? 255 : 0,
        colour.getGreen() > 127 ? 255 : 0,
        colour.getBlue() > 127 ? 255 : 0);
  }

  /** The corner that EXIF's orientation puts on the top left. */
  private static Color topLeft(int orientation) {
    return switch (orientation) {
      case 1, 5 -> Pictures.TOP_LEFT;
      case 2, 8 -> Pictures.TOP_RIGHT;
      case 3, 7 -> Pictures.BOTTOM_RIGHT;
      default -> Pictures.BOTTOM_LEFT;
    };
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
