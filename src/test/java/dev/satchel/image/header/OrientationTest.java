package dev.satchel.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.image.Extent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exif (CIPA DC-008), tag 0x0112. */
class OrientationTest {

  @ParameterizedTest
  @CsvSource({
    "1, UPRIGHT,                       4032, 3024",
    "2, MIRRORED,                      4032, 3024",
    "3, UPSIDE_DOWN,                   4032, 3024",
    "4, MIRRORED_UPSIDE_DOWN,          4032, 3024",
    "5, TRANSPOSED,                    3024, 4032",
    "6, QUARTER_TURN_CLOCKWISE,        3024, 4032",
    "7, TRANSVERSED,                   3024, 4032",
    "8, QUARTER_TURN_COUNTERCLOCKWISE, 3024, 4032"
  })
  void turnsTheSidesOfAPictureAsExifSays(int exif, Orientation expected, int width, int height) {
    assertThat(Orientation.ofExif(exif)).isEqualTo(expected);
    assertThat(expected.applied(new Extent(4032, 3024))).isEqualTo(new Extent(width, height));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, -1, 0x0100, 0xFFFF_FFFFL, 1L << 32 | 6})
  void takesUnknownValuesForUpright(long exif) {
    assertThat(Orientation.ofExif(exif)).isEqualTo(Orientation.UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "1000001, 1", "1, 1000001"})
  void isOfNoPictureWithoutPlausibleSides(int width, int height) {
    assertThat(Extent.of(width, height)).isNull();
    assertThatThrownBy(() -> new Extent(width, height))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 75", "2, 50, 38", "3, 34, 25", "75, 2, 1", "1000, 1, 1"})
  void keepsTheLastPixelOfEachRowAndColumnWhenSubsampled(int step, int width, int height) {
    assertThat(new Extent(100, 75).everyNth(step)).isEqualTo(new Extent(width, height));
    assertThat(new Extent(1_000_000, 1_000_000).pixels()).isEqualTo(1_000_000_000_000L);
  }
}
