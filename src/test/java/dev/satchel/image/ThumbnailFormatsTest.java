package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.Exif;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailFormatsTest {

  private static final Color CLEAR = new Color(0, 0, 0, 0);

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
  void readsWhatTheJdkWrites(String format) {
    byte[] file = Pictures.encoded(Pictures.quadrants(640, 480), format);

    Rendered.of(file, 32, 24).hasSize(32, 24).hasType("image/jpeg").showsQuadrants();
    Rendered.of(file, 400, 300).hasSize(400, 300).hasType("image/jpeg").showsQuadrants();
    Rendered.of(file, 640, 480).hasSize(640, 480).hasType("image/jpeg").showsQuadrants();
  }

  /** What is not there stays black or gray. */
  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif"})
  void showsThePartThatIsThere(String format) {
    byte[] file = Pictures.encoded(Pictures.detailed(640, 480), format);

    Rendered.of(Arrays.copyOf(file, file.length * 2 / 3), 64, 48).hasSize(64, 48);
    assertThat(Engines.render(Arrays.copyOf(file, 40), new ImageSize(64, 48)))
        .allSatisfy(rendering -> assertThat(rendering).isInstanceOf(NotDecodable.class));
  }

  /** Rows of a bitmap go from the bottom to the top. */
  @Test
  void showsThePartOfABitmapThatIsThere() {
    byte[] file = Pictures.encoded(Pictures.quadrants(640, 480), "bmp");

    Rendered.of(Arrays.copyOf(file, file.length * 2 / 3), 64, 48)
        .shows(Pictures.BOTTOM_LEFT, 16, 40)
        .shows(Pictures.BOTTOM_RIGHT, 48, 40)
        .shows(Color.BLACK, 48, 8);
  }

  /** Strip by strip, if the directory comes first; half of the file has to be there. */
  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "PackBits", "JPEG"})
  void showsThePartOfATiffThatIsThere(String compression) {
    byte[] file = Pictures.tiff(Pictures.detailed(640, 480), compression);
    Color top = Rendered.of(file, 64, 48).colour(32, 4);

    Rendered.of(Arrays.copyOf(file, file.length * 2 / 3), 64, 48)
        .shows(top, 32, 4)
        .shows(Color.BLACK, 32, 44);
    assertThat(Engines.render(Arrays.copyOf(file, file.length / 3), new ImageSize(64, 48)))
        .allSatisfy(rendering -> assertThat(rendering).isInstanceOf(NotDecodable.class));
  }

  @Test
  void showsThePartOfAPlainTiffThatIsThere() {
    byte[] file = Pictures.encoded(Pictures.quadrants(640, 480), "tiff");

    Rendered.of(Arrays.copyOf(file, file.length * 2 / 3), 64, 48)
        .shows(Pictures.TOP_LEFT, 16, 8)
        .shows(Pictures.TOP_RIGHT, 48, 8)
        .shows(Color.BLACK, 48, 44);
  }

  @Test
  void knowsNothingOfATiffThatIsCutOffBeforeItsDirectory() {
    byte[] file = Tiffs.rgb(Pictures.quadrants(64, 48)).file();
    byte[] cutOff = Arrays.copyOf(file, file.length - 200);

    assertThat(new ImageProbe().measure(cutOff)).isEqualTo(ImageFacts.NONE);
    assertThat(Engines.render(cutOff, new ImageSize(64, 48)))
        .containsOnly(new NotDecodable(Reason.BROKEN));
  }

  @Test
  void showsThePartOfALossyWebpThatIsThere() {
    byte[] file = Pictures.fixture("lossy.webp");

    Rendered.of(Arrays.copyOf(file, file.length * 4 / 5), 64, 48)
        .shows(Pictures.TOP_LEFT, 16, 8)
        .shows(Pictures.TOP_RIGHT, 48, 8)
        .shows(Color.BLACK, 16, 40);
  }

  /** Nothing can be told of the rest of one, so none of it is shown. */
  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "photo.heic", "plain.avif"})
  void showsNoPartOfOthers(String name) {
    byte[] file = Pictures.fixture(name);
    byte[] cutOff = Arrays.copyOf(file, file.length - 10);

    assertThat(new ImageProbe().measure(cutOff)).isEqualTo(new ImageProbe().measure(file));
    assertThat(Engines.render(cutOff, new ImageSize(64, 48)))
        .allSatisfy(rendering -> assertThat(rendering).isInstanceOf(NotDecodable.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 54, Integer.MAX_VALUE})
  void readsBitmapsThatSayTheWrongSizeOfTheFile(int size) {
    byte[] file = Pictures.encoded(Pictures.quadrants(640, 480), "bmp");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(2, size).putInt(34, 0);

    Rendered.of(file, 64, 48).showsQuadrants();
  }

  @Test
  void readsProgressiveJpegs() {
    Rendered.of(Pictures.jpeg(Pictures.quadrants(640, 480), true), 32, 24).showsQuadrants();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmyk.jpg", "ycck.jpg", "lossy.webp", "lossless.webp"})
  void readsOpaqueFixtures(String name) {
    Rendered.of(Pictures.fixture(name), 16, 12).hasType("image/jpeg").showsQuadrants();
    Rendered.of(Pictures.fixture(name), 64, 48).hasType("image/jpeg").showsQuadrants();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy-alpha.webp", "lossless-alpha.webp"})
  void keepsTheTransparencyOfWebp(String name) {
    Rendered.of(Pictures.fixture(name), 32, 24)
        .hasType("image/png")
        .shows(CLEAR, 8, 6)
        .shows(Pictures.BOTTOM_RIGHT, 24, 18);
  }

  @Test
  void placesTheFirstFrameOfAnAnimatedWebpOnItsCanvas() {
    Rendered.of(Pictures.fixture("animated.webp"), 64, 48)
        .hasType("image/png")
        .shows(CLEAR, 5, 5)
        .shows(Pictures.TOP_LEFT, 20, 14)
        .shows(Pictures.BOTTOM_RIGHT, 44, 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.heic", "plain.avif"})
  void leavesHeifToTheNativeEngine(String name) {
    assertThat(Engines.PORTABLE.render(Pictures.fixture(name), new ImageSize(10, 10)))
        .isEqualTo(new NotDecodable(Reason.UNKNOWN_FORMAT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.heic", "plain.avif"})
  void readsHeifWithLibvips(String name) {
    Rendered.natively(Pictures.fixture(name), 16, 12).hasType("image/jpeg").showsQuadrants();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsBigTiff(boolean bigEndian) {
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(64, 48)).big();
    byte[] file = (bigEndian ? tiff.bigEndian() : tiff).file();

    Rendered.of(file, 16, 12).hasType("image/jpeg").showsQuadrants();
    Rendered.of(tiff.with(Tiffs.ORIENTATION, Tiffs.SHORT, 3).file(), 16, 12)
        .shows(Pictures.BOTTOM_RIGHT, 4, 3)
        .shows(Pictures.TOP_LEFT, 12, 9);
    Rendered.of(tiff.with(Tiffs.STRIP_OFFSETS, Tiffs.LONG8, 16).file(), 64, 48)
        .shows(Pictures.BOTTOM_RIGHT, 16, 12)
        .shows(Pictures.TOP_LEFT, 48, 36);
  }

  @Test
  void readsOldStyleJpegInBigTiff() {
    Tiffs tiff = Tiffs.oldJpeg(Pictures.jpeg(64, 48), new Extent(64, 48), true);
    Rendered.of(tiff.big().file(), 16, 12).showsQuadrants();
  }

  /** One strip of 900 KiB, and a directory that is written anew behind it. */
  @Test
  void countsTheCopyOfABigTiffAmongItsMemory() {
    var scarce = ImageEngine.portable(new ImageLimits(1_000_000, 1_500_000, Duration.ofMinutes(1)));
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(640, 480));

    assertThat(scarce.render(tiff.file(), new ImageSize(32, 24))).isInstanceOf(Thumbnail.class);
    assertThat(scarce.render(tiff.big().file(), new ImageSize(32, 24)))
        .isEqualTo(new NotDecodable(Reason.TOO_LARGE));
  }

  /** Values of 8 bytes for each of 48 strips, behind the pixels. */
  @Test
  void readsBigTiffOfManyStrips() {
    long[] offsets = LongStream.range(0, 48).map(row -> 16 + row * 64 * 3).toArray();
    long[] lengths = LongStream.range(0, 48).map(row -> 64 * 3).toArray();
    Tiffs tiff =
        Tiffs.rgb(Pictures.quadrants(64, 48))
            .with(Tiffs.ROWS_PER_STRIP, Tiffs.LONG8, 1)
            .with(Tiffs.STRIP_OFFSETS, Tiffs.LONG8, offsets)
            .with(Tiffs.STRIP_BYTE_COUNTS, Tiffs.LONG8, lengths)
            .big();
    Rendered.of(tiff.file(), 16, 12).showsQuadrants();
    Rendered.of(tiff.bigEndian().file(), 64, 48).showsQuadrants();
  }

  /** As scanners of older Windows wrote it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsOldStyleJpegInTiff(boolean behindHeader) {
    byte[] jpeg = Pictures.jpeg(64, 48);
    byte[] file = Tiffs.oldJpeg(jpeg, new Extent(64, 48), behindHeader).file();

    Rendered.of(file, 16, 12).hasType("image/jpeg").showsQuadrants();
    Rendered.of(file, 64, 48).hasType("image/jpeg").showsQuadrants();
  }

  @ParameterizedTest
  @CsvSource({"turned.avif, 12, 16", "cropped.avif, 8, 8"})
  void turnsAndCropsHeif(String name, int width, int height) {
    Color first = Pictures.TOP_RIGHT;
    Color second = Pictures.BOTTOM_RIGHT;
    Color third = Pictures.TOP_LEFT;
    Color fourth = Pictures.BOTTOM_LEFT;

    Rendered.natively(Pictures.fixture(name), width, height).shows(first, second, third, fourth);
  }

  @ParameterizedTest
  @CsvSource({"jpeg, 200", "png, 200", "bmp, 200", "tiff, 200", "png, 40"})
  void keepsTheBrightnessOfGray(String format, int size) {
    byte[] file = Pictures.encoded(gray(BufferedImage.TYPE_BYTE_GRAY, 100), format);
    Rendered.of(file, size, size).hasType("image/jpeg").shows(new Color(100, 100, 100), 20, 20);
  }

  @Test
  void readsSixteenBitGray() {
    byte[] file = Pictures.encoded(gray(BufferedImage.TYPE_USHORT_GRAY, 100 * 257), "png");
    Rendered.of(file, 40, 40).shows(new Color(100, 100, 100), 20, 20);
  }

  private static BufferedImage gray(int type, int sample) {
    BufferedImage image = new BufferedImage(200, 200, type);
    for (int i = 0; i < 200 * 200; i++) {
      image.getRaster().setSample(i % 200, i / 200, 0, sample);
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void readsSixteenBitColoursWithAndWithoutAlpha(String format) {
    Rendered.of(Pictures.encoded(sixteenBits(false), format), 20, 20)
        .hasType("image/jpeg")
        .shows(new Color(200, 100, 50), 10, 10);
    Rendered.of(Pictures.encoded(sixteenBits(true), format), 20, 20)
        .hasType("image/png")
        .shows(new Color(200, 100, 50, 128), 10, 10);
  }

  private static BufferedImage sixteenBits(boolean alpha) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 60, 60, alpha ? 4 : 3, null);
    int[] pixel = {200 * 257, 100 * 257, 50 * 257, 128 * 257};
    for (int i = 0; i < 60 * 60; i++) {
      raster.setPixel(i % 60, i / 60, pixel);
    }
    ColorSpace standard = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    int transparency = alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
    var model =
        new ComponentColorModel(standard, alpha, false, transparency, DataBuffer.TYPE_USHORT);
    return new BufferedImage(model, raster, false, null);
  }

  @Test
  void takesAnOpaqueAlphaChannelForNone() {
    byte[] file = Pictures.encoded(Pictures.quadrants(64, 48, BufferedImage.TYPE_INT_ARGB), "png");

    Rendered.of(file, 32, 24).hasType("image/jpeg").showsQuadrants();
    Rendered.of(file, 64, 48).hasType("image/jpeg").showsQuadrants();
  }

  @Test
  void keepsTransparency() {
    BufferedImage image = Pictures.quadrants(64, 48, BufferedImage.TYPE_INT_ARGB);
    clearTopLeft(image);

    Rendered.of(Pictures.encoded(image, "png"), 32, 24)
        .hasType("image/png")
        .shows(CLEAR, Pictures.TOP_RIGHT, Pictures.BOTTOM_LEFT, Pictures.BOTTOM_RIGHT);
  }

  private static void clearTopLeft(BufferedImage image) {
    for (int y = 0; y < image.getHeight() / 2; y++) {
      for (int x = 0; x < image.getWidth() / 2; x++) {
        image.setRGB(x, y, 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void expandsPalettesWithATransparentEntry(String format) {
    byte[] entries = {(byte) 0xFF, 0, 0, 0, 0, (byte) 0xFF};
    var palette = new IndexColorModel(1, 2, entries, 0, false, 1);
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_BINARY, palette);
    for (int i = 0; i < 32 * 48; i++) {
      image.getRaster().setSample(32 + i % 32, i / 32, 0, 1);
    }

    Rendered.of(Pictures.encoded(image, format), 32, 24)
        .hasType("image/png")
        .shows(Color.RED, 8, 12)
        .shows(CLEAR, 24, 12);
  }

  @Test
  void placesASmallFirstFrameOfAGifOnItsScreen() {
    byte[] gif = Pictures.encoded(Pictures.quadrants(20, 20), "gif");
    gif[6] = 60; // logical screen of 60x40, frame at 30,10
    gif[8] = 40;
    int frame = indexOf(gif, new byte[] {0x2C, 0, 0, 0, 0, 20, 0, 20, 0});
    gif[frame + 1] = 30;
    gif[frame + 3] = 10;

    Rendered.of(gif, 60, 40)
        .hasType("image/png")
        .shows(CLEAR, 10, 10)
        .shows(Pictures.TOP_LEFT, 34, 14)
        .shows(Pictures.BOTTOM_RIGHT, 46, 26);
    Rendered.of(gif, 3, 2).hasSize(3, 2);
  }

  @Test
  void showsATinyFrameOnALargeScreen() {
    byte[] gif = Pictures.encoded(Pictures.quadrants(2, 2), "gif");
    gif[7] = 2; // logical screen of 514 x 514
    gif[9] = 2;

    Rendered.of(gif, 10, 10).hasType("image/png").shows(CLEAR, 8, 8);
  }

  @Test
  void convertsEmbeddedProfilesToStandardRgb() {
    BufferedImage dark = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = dark.createGraphics();
    graphics.setColor(new Color(55, 55, 55));
    graphics.fillRect(0, 0, 60, 60);
    graphics.dispose();
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Color expected = new Color(128, 128, 128); // linear light of 55/255

    Rendered.of(Profiles.inJpeg(Pictures.jpeg(dark, false), linear), 30, 30)
        .shows(expected, 15, 15);
    byte[] png = Profiles.inPng(Pictures.encoded(dark, "png"), linear);
    Rendered.of(png, 30, 30).shows(expected, 15, 15);
    Rendered.of(png, 60, 60).shows(expected, 15, 15);
    Rendered.of(Pictures.fixture("profile.tiff"), 30, 30).shows(expected, 15, 15);
    Rendered.of(Pictures.fixture("profile.webp"), 30, 30).shows(expected, 15, 15);
  }

  @Test
  void readsCmykWhoseProfileIsBroken() {
    byte[] rubbish = new byte[500];
    rubbish[0] = 0x60; // claims 1.6 GB
    Rendered.of(Profiles.inJpeg(Pictures.fixture("ycck.jpg"), rubbish), 32, 24).showsQuadrants();
  }

  @Test
  void ignoresBrokenProfiles() {
    byte[] rubbish = new byte[500];
    Rendered.of(Profiles.inJpeg(Pictures.jpeg(64, 48), rubbish), 32, 24).showsQuadrants();
    byte[] png = Pictures.encoded(Pictures.quadrants(64, 48), "png");
    Rendered.of(Profiles.inPng(png, rubbish), 32, 24).showsQuadrants();
    Rendered.of(Exif.withChunk(png, "iCCP", rubbish), 32, 24).showsQuadrants();
  }

  private static int indexOf(byte[] file, byte[] part) {
    return new String(file, StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
