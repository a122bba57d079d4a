package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {

  @ParameterizedTest
  @CsvSource({"200x140, 200, 140", "1x1, 1, 1", "10000x10000, 10000, 10000", "007x08, 7, 8"})
  void parsesWidthAndHeight(String text, int width, int height) {
    assertThat(ImageSize.parse(text)).contains(new ImageSize(width, height));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "200",
        "200x",
        "x140",
        "0x1",
        "1x0",
        "10001x1",
        "1x10001",
        "-1x1",
        "200X140",
        "200x140x1",
        " 200x140",
        "2e2x140",
        "99999999999x1",
        "٢٠٠x١٤٠"
      })
  void refusesEverythingElse(String text) {
    assertThat(ImageSize.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4032, 3024, 200, 140, 200, 150",
    "3024, 4032, 200, 140, 200, 267",
    "4032, 3024, 1024, 768, 1024, 768",
    "3, 2, 2, 1, 2, 1",
    "100, 100, 100, 100, 100, 100",
    "100, 50, 10, 50, 100, 50"
  })
  void coversExactly(int width, int height, int askedWidth, int askedHeight, int w, int h) {
    assertThat(new ImageSize(askedWidth, askedHeight).cover(new Extent(width, height)))
        .contains(new Extent(w, h));
  }

  @Test
  void coversRandomSizesWithoutEnlargingOrDistorting() {
    Random random = new Random(7);
    for (int round = 0; round < 200_000; round++) {
      Extent picture = new Extent(side(random), side(random));
      ImageSize asked = new ImageSize(side(random), side(random));
      Optional<Extent> cover = asked.cover(picture);

      boolean enlarges = picture.width() < asked.width() || picture.height() < asked.height();
      assertThat(cover.isEmpty()).isEqualTo(enlarges);
      cover.ifPresent(target -> assertCovers(picture, asked, target));
    }
  }

  private static int side(Random random) {
    return 1 + random.nextInt(1 << random.nextInt(1, 14)) % 10_000;
  }

  private static void assertCovers(Extent picture, ImageSize asked, Extent target) {
    assertThat(target.width()).isBetween(asked.width(), picture.width());
    assertThat(target.height()).isBetween(asked.height(), picture.height());
    boolean widthDecides = target.width() == asked.width();
    assertThat(widthDecides || target.height() == asked.height()).isTrue();
    double scale =
        Math.max(
            (double) asked.width() / picture.width(), (double) asked.height() / picture.height());
    assertThat(Math.abs(picture.width() * scale - target.width())).isLessThanOrEqualTo(0.5001);
    assertThat(Math.abs(picture.height() * scale - target.height())).isLessThanOrEqualTo(0.5001);
  }
}
