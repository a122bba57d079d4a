package dev.satchel.image;

import dev.satchel.image.header.Exif;
import java.awt.Color;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailGeometryTest {

  private static final Color R = Pictures.TOP_LEFT;
  private static final Color G = Pictures.TOP_RIGHT;
  private static final Color B = Pictures.BOTTOM_LEFT;
  private static final Color Y = Pictures.BOTTOM_RIGHT;

  /** Where the stored quadrants R G B Y are seen, by EXIF orientation (CIPA DC-008, 4.6.5). */
  private static final List<List<Color>> DISPLAYED =
      List.of(
          List.of(R, G, B, Y),
          List.of(G, R, Y, B),
          List.of(Y, B, G, R),
          List.of(B, Y, R, G),
          List.of(R, B, G, Y),
          List.of(B, R, Y, G),
          List.of(Y, G, B, R),
          List.of(G, Y, R, B));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsJpegsUpright(int orientation) {
    assertUpright(Exif.of(orientation).inJpeg(Pictures.jpeg(400, 200)), orientation);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turnsPngsUpright(int orientation) {
    byte[] png = Pictures.encoded(Pictures.quadrants(400, 200), "png");
    assertUpright(Exif.of(orientation).littleEndian().inPng(png), orientation);
  }

  @Test
  void turnsWebpsUpright() {
    Rendered.of(Pictures.fixture("exif.webp"), 12, 16).hasSize(12, 16).shows(B, R, Y, G);
  }

  private static void assertUpright(byte[] file, int orientation) {
    List<Color> colours = DISPLAYED.get(orientation - 1);
    boolean turned = orientation >= 5;
    Rendered.of(file, 20, 20)
        .hasSize(turned ? 20 : 40, turned ? 40 : 20)
        .shows(colours.get(0), colours.get(1), colours.get(2), colours.get(3));
    Rendered.of(file, turned ? 200 : 400, turned ? 400 : 200)
        .shows(colours.get(0), colours.get(1), colours.get(2), colours.get(3));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 60, 100, 60",
    "99, 60, 100, 60",
    "99, 59, 99, 59",
    "100, 1, 100, 60",
    "1, 60, 100, 60",
    "99, 1, 99, 59",
    "1, 59, 98, 59",
    "1, 1, 2, 1",
    "10, 10, 17, 10"
  })
  void scalesDownToCoverTheSizeAskedFor(int width, int height, int w, int h) {
    Rendered.of(Pictures.jpeg(100, 60), width, height).hasSize(w, h).hasType("image/jpeg");
  }

  @ParameterizedTest
  @CsvSource({"101, 60", "100, 61", "101, 1", "1, 61", "10000, 10000"})
  void neverEnlarges(int width, int height) {
    Rendered.of(Pictures.jpeg(100, 60), width, height).hasSize(100, 60).hasType("image/jpeg");
  }

  @Test
  void measuresEnlargementAsDisplayed() {
    byte[] portrait = Exif.of(6).inJpeg(Pictures.jpeg(100, 60));

    Rendered.of(portrait, 60, 100).hasSize(60, 100);
    Rendered.of(portrait, 100, 60).hasSize(60, 100);
  }

  @Test
  void coversRandomSizes() {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      int width = 1 + random.nextInt(500);
      int height = 1 + random.nextInt(500);
      ImageSize asked = new ImageSize(1 + random.nextInt(width), 1 + random.nextInt(height));
      Extent expected = asked.cover(new Extent(width, height)).orElseThrow();

      Rendered.of(Pictures.jpeg(width, height), asked.width(), asked.height())
          .hasSize(expected.width(), expected.height());
    }
  }

  @Test
  void placesTheQuadrantsRightAtEverySubsampling() {
    for (int width = 40; width <= 400; width += 36) {
      Rendered.of(Pictures.jpeg(1200, 900), width, 1).showsQuadrants();
    }
  }
}
