package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.header.Exif;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageProbeTest {

  private final ImageProbe probe = new ImageProbe();

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
  void measuresWhatTheJdkWrites(String format) {
    assertSize(Pictures.encoded(Pictures.quadrants(64, 48), format), 64, 48);
  }

  @ParameterizedTest
  @CsvSource({
    "photo.heic, 64, 48",
    "plain.avif, 64, 48",
    "turned.avif, 48, 64",
    "cropped.avif, 30, 40",
    "lossy.webp, 64, 48",
    "lossless.webp, 64, 48",
    "lossy-alpha.webp, 64, 48",
    "exif.webp, 48, 64",
    "animated.webp, 64, 48",
    "cmyk.jpg, 64, 48",
    "ycck.jpg, 64, 48"
  })
  void measuresFixtures(String name, int width, int height) {
    assertSize(Pictures.fixture(name), width, height);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void swapsTheSidesOfTurnedPictures(int orientation) {
    boolean turned = orientation >= 5;
    byte[] jpeg = Exif.of(orientation).inJpeg(Pictures.jpeg(64, 48));
    byte[] png =
        Exif.of(orientation)
            .littleEndian()
            .inPng(Pictures.encoded(Pictures.quadrants(64, 48), "png"));

    assertSize(jpeg, turned ? 48 : 64, turned ? 64 : 48);
    assertSize(png, turned ? 48 : 64, turned ? 64 : 48);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 65535})
  void ignoresUnknownOrientations(int orientation) {
    assertSize(Exif.of(orientation).inJpeg(Pictures.jpeg(64, 48)), 64, 48);
  }

  @Test
  void ignoresTheExifOrientationOfHeic() {
    assertThat(measured("photo.heic").photoCreatedAt())
        .isEqualTo(Instant.parse("2021-01-15T03:33:29.145Z"));
  }

  @Test
  void readsTheExifOfWebp() {
    assertThat(measured("exif.webp").photoCreatedAt())
        .isEqualTo(Instant.parse("2021-01-15T03:33:29.145Z"));
  }

  @Test
  void measuresProgressiveAndGrayJpegs() {
    assertSize(Pictures.jpeg(Pictures.quadrants(31, 7), true), 31, 7);
    assertSize(
        Pictures.jpeg(Pictures.quadrants(31, 7, BufferedImage.TYPE_BYTE_GRAY), false), 31, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MM", "II"})
  void measuresTiffsOfBothByteOrdersWithLongSides(String order) {
    ByteBuffer tiff = ByteBuffer.allocate(64);
    tiff.order(order.equals("MM") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    tiff.put(order.getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x100).putShort((short) 4).putInt(1).putInt(70_000);
    tiff.putShort((short) 0x101).putShort((short) 3).putInt(1).putShort((short) 5);

    assertSize(tiff.array(), 70_000, 5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void measuresBigTiffs(boolean bigEndian) {
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(64, 48)).big();
    assertSize((bigEndian ? tiff.bigEndian() : tiff).file(), 64, 48);
    assertSize(tiff.with(Tiffs.ORIENTATION, Tiffs.SHORT, 6).file(), 48, 64);
    assertSize(tiff.with(Tiffs.WIDTH, Tiffs.LONG8, 70_000).file(), 48, 70_000);
  }

  @Test
  void readsTheDateOfABigTiff() {
    long[] date = "2021:01:15 14:33:29".chars().asLongStream().toArray();
    byte[] tiff = Tiffs.of(64, 48).big().with(0x9003, 2, date).file();

    assertThat(probe.measure(tiff))
        .isEqualTo(new ImageFacts(64, 48, Instant.parse("2021-01-15T14:33:29Z")));
  }

  @Test
  void measuresTheTwoEndsOfABigTiff() {
    byte[] tiff = Tiffs.of(64, 48).big().gap(10_000).file();
    byte[] head = Arrays.copyOf(tiff, 100);
    byte[] tail = Arrays.copyOfRange(tiff, tiff.length - 100, tiff.length);

    assertThat(probe.measure(ImageBytes.ends(head, tail, tiff.length)))
        .isEqualTo(new ImageFacts(64, 48, null));
  }

  @Test
  void measuresByTheBeginningAndWhatIsAroundTheDirectory() {
    byte[] tiff = Tiffs.of(64, 48).gap(2 << 20).file();
    int at = (int) ImageProbe.farDirectory(Arrays.copyOf(tiff, 128)).orElseThrow();
    byte[] around = Arrays.copyOfRange(tiff, at - 10, at + 30);

    assertThat(probe.measure(ImageBytes.of(Arrays.copyOf(tiff, 128), around, at - 10)))
        .isEqualTo(new ImageFacts(64, 48, null));
    assertThat(ImageProbe.farDirectory(Tiffs.of(64, 48).file())).isEmpty();
    assertThat(ImageProbe.farDirectory(Pictures.jpeg(64, 48))).isEmpty();
  }

  @Test
  void measuresTopDownAndOs2Bitmaps() {
    byte[] bitmap = Pictures.encoded(Pictures.quadrants(64, 48), "bmp");
    ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -48);
    assertSize(bitmap, 64, 48);

    ByteBuffer os2 = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    os2.put("BM".getBytes(StandardCharsets.US_ASCII)).putInt(14, 12).putShort(18, (short) 40_000);
    os2.putShort(20, (short) 3).putShort(22, (short) 1).putShort(24, (short) 24);
    assertSize(os2.array(), 40_000, 3);
  }

  @Test
  void measuresByBothEndsOfALongFile() {
    byte[] webp = Pictures.fixture("exif.webp");
    byte[] head = Arrays.copyOf(webp, 40);
    byte[] tail = Arrays.copyOfRange(webp, webp.length - 340, webp.length);

    assertThat(probe.measure(ImageBytes.ends(head, tail, webp.length)))
        .isEqualTo(probe.measure(webp));
    assertThat(probe.measure(head)).isEqualTo(new ImageFacts(64, 48, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "B", "BM", "BMW is a car maker, as everybody knows", "%PDF-1.7", "GIF"})
  void givesNothingForOtherBytes(String text) {
    assertThat(probe.measure(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(ImageFacts.NONE);
  }

  private ImageFacts measured(String fixture) {
    return probe.measure(Pictures.fixture(fixture));
  }

  private void assertSize(byte[] file, int width, int height) {
    ImageFacts facts = probe.measure(file);
    assertThat(facts.width()).isEqualTo(width);
    assertThat(facts.height()).isEqualTo(height);
    assertThat(facts.measured()).isTrue();
  }
}
