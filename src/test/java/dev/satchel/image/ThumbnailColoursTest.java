package dev.satchel.image;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures whose colours are those of sRGB only after a conversion. */
class ThumbnailColoursTest {

  private static final String BY_NUMBERS = "nclx";

  /** What the JDK calls gray is light. */
  private static final byte[] LINEAR_GRAY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  private static final byte[] LINEAR_RGB =
      ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

  /** Linear light of 55/255 in sRGB. */
  private static final Color DARK_AS_LIGHT = gray(128);

  @Test
  void takesColoursWithoutNumbersForThoseOfStandardRgb() {
    Rendered.natively(coded(2, 2), 64, 48)
        .shows(new Color(200, 100, 100), gray(148), new Color(100, 160, 200), gray(191));
    Rendered.natively(coded(1, 13), 32, 24)
        .shows(new Color(200, 100, 100), gray(148), new Color(100, 160, 200), gray(191));
  }

  @Test
  void convertsColoursThatNumbersTell() {
    Rendered.natively(coded(12, 13), 64, 48)
        .shows(new Color(215, 93, 97), gray(148), new Color(78, 162, 204), gray(191));
    Rendered.natively(coded(9, 1), 64, 48)
        .shows(new Color(240, 76, 97), gray(148), new Color(0, 165, 205), gray(191));
    Rendered.natively(coded(1, 8), 64, 48)
        .shows(new Color(228, 168, 168), gray(200), new Color(168, 207, 228), gray(224));
  }

  /** The white of a page is 0.58 of PQ and 0.75 of HLG (ITU-R BT.2408). */
  @ParameterizedTest
  @CsvSource({"16, 246, 255", "18, 165, 246"})
  void showsWhiteOfBrightPicturesAsWhite(int transfer, int first, int second) {
    Rendered.natively(coded(9, transfer), 64, 48)
        .shows(gray(first), 48, 12)
        .shows(gray(second), 48, 36);
  }

  @Test
  void convertsGrayByItsProfile() {
    BufferedImage dark = filled(BufferedImage.TYPE_BYTE_GRAY, 55);

    Rendered.of(Profiles.inJpeg(Pictures.jpeg(dark, false), LINEAR_GRAY), 30, 30)
        .shows(DARK_AS_LIGHT, 15, 15);
    byte[] png = Profiles.inPng(Pictures.encoded(dark, "png"), LINEAR_GRAY);
    Rendered.of(png, 30, 30).shows(DARK_AS_LIGHT, 15, 15);
  }

  @Test
  void ignoresProfilesOfAnotherKindOfColours() {
    byte[] png = Pictures.encoded(Pictures.quadrants(64, 48), "png");

    Rendered.of(Profiles.inJpeg(Pictures.jpeg(64, 48), LINEAR_GRAY), 32, 24).showsQuadrants();
    Rendered.of(Profiles.inPng(png, LINEAR_GRAY), 32, 24).showsQuadrants();
    Rendered.of(Profiles.inWebp(Pictures.fixture("lossless.webp"), LINEAR_GRAY), 32, 24)
        .showsQuadrants();
    Rendered.of(
            Profiles.inJpeg(
                Pictures.jpeg(filled(BufferedImage.TYPE_BYTE_GRAY, 55), false), LINEAR_RGB),
            30,
            30)
        .shows(gray(55), 15, 15);
  }

  /** As browsers show those of a JPEG: each ink is perfect, and black is black. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 255,  000000",
    "255, 255, 255, 255,  000000",
    "0, 0, 0, 0,  FFFFFF",
    "0, 0, 0, 128,  7F7F7F",
    "0, 255, 255, 0,  FF0000",
    "255, 0, 0, 0,  00FFFF",
    "255, 0, 0, 128,  007F7F"
  })
  void takesInksWithoutAProfileForPerfect(int c, int m, int y, int k, String rgb) {
    Color expected = Color.decode("#" + rgb);
    Rendered.of(Tiffs.filled(5, 8, 4, c, m, y, k).file(), 30, 30).shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(5, 8, 4, c, m, y, k).big().file(), 30, 30).shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(5, 16, 4, c * 257, m * 257, y * 257, k * 257).file(), 60, 60)
        .shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(5, 8, 4, c, m, y, k, 128).file(), 30, 30)
        .hasType("image/png")
        .shows(new Color(expected.getRed(), expected.getGreen(), expected.getBlue(), 128), 15, 15);
  }

  /** What the profile says, and the darkest that it knows is black (ISO 18619). */
  @Test
  void convertsInksByTheirProfile() {
    Rendered.of(Tiffs.filled(5, 8, 4, 0, 0, 0, 0).profile(Profiles.inks()).file(), 30, 30)
        .shows(Color.WHITE, 15, 15);
    Rendered.of(Tiffs.filled(5, 8, 4, 255, 255, 0, 0).profile(Profiles.inks()).file(), 30, 30)
        .shows(gray(116), 15, 15);
    Rendered.of(Tiffs.filled(5, 8, 4, 0, 0, 0, 255).profile(Profiles.inks()).file(), 30, 30)
        .shows(gray(37), 15, 15);
    Rendered.of(Tiffs.filled(5, 8, 4, 255, 255, 255, 255).profile(Profiles.inks()).file(), 60, 60)
        .shows(Color.BLACK, 15, 15);
  }

  @Test
  void showsTheDarkestOfAJpegOfInksAsBlack() {
    byte[] dark = Profiles.inJpeg(Pictures.jpegOfInks(60, 255), Profiles.inks());
    byte[] light = Profiles.inJpeg(Pictures.jpegOfInks(60, 0), Profiles.inks());

    Rendered.of(dark, 30, 30).shows(Color.BLACK, 15, 15);
    Rendered.of(light, 30, 30).shows(Color.WHITE, 15, 15);
  }

  @Test
  void ignoresABrokenProfileOfInks() {
    byte[] tiff = Tiffs.filled(5, 8, 4, 0, 255, 255, 0).profile(new byte[500]).file();
    Rendered.of(tiff, 30, 30).shows(Color.RED, 15, 15);
  }

  /** Relative to D50, as profiles and image editors have it; a* and b* are signed. */
  @ParameterizedTest
  @CsvSource({
    "138, 81, 70,  FF0000",
    "75, 68, -112,  0000FF",
    "224, -79, 81,  00FF00",
    "136, 0, 0,  7F7F7F",
    "255, 0, 0,  FFFFFF",
    "0, 0, 0,  000000"
  })
  void convertsLab(int lightness, int a, int b, String rgb) {
    Color expected = Color.decode("#" + rgb);
    Color half = new Color(expected.getRed(), expected.getGreen(), expected.getBlue(), 128);
    Tiffs eight = Tiffs.filled(8, 8, 3, lightness, a, b);
    Rendered.of(eight.file(), 30, 30).shows(expected, 15, 15);
    Rendered.of(eight.bigEndian().file(), 60, 60).shows(expected, 15, 15);
    Rendered.of(eight.big().file(), 60, 60).shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(8, 8, 3, lightness, a, b, 128).file(), 30, 30)
        .hasType("image/png")
        .shows(half, 15, 15);
    Rendered.of(Tiffs.filled(8, 16, 3, lightness * 257, a * 256, b * 256).file(), 30, 30)
        .shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(8, 16, 3, lightness * 257, a * 256, b * 256, 128 * 257).file(), 30, 30)
        .shows(half, 15, 15);
    Rendered.of(Tiffs.filled(9, 8, 3, lightness, a + 128, b + 128).file(), 30, 30)
        .shows(expected, 15, 15);
    Rendered.of(Tiffs.filled(8, 8, 3, lightness, a, b, 255).file(), 30, 30)
        .hasType("image/jpeg")
        .shows(expected, 15, 15);
  }

  /** Lines of a scan, thinner than a pixel of the thumbnail, make it gray and do not vanish. */
  @ParameterizedTest
  @ValueSource(strings = {"bmp", "gif", "png", "tiff"})
  void keepsThinLinesOfTwoColours(String format) {
    var scan = new BufferedImage(1600, 1200, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < scan.getHeight(); y++) {
      for (int x = 0; x < scan.getWidth(); x++) {
        scan.setRGB(x, y, x % 4 == 0 ? 0xFF000000 : 0xFFFFFFFF);
      }
    }
    var rendered = Rendered.of(Pictures.encoded(scan, format), 100, 75);
    for (int x = 5; x < 95; x++) {
      rendered.shows(gray(191), x, 37);
    }
  }

  /** The fixture with these numbers for its primaries and its transfer characteristics. */
  private static byte[] coded(int primaries, int transfer) {
    byte[] avif = Pictures.fixture("colours.avif");
    int at =
        new String(avif, StandardCharsets.ISO_8859_1).indexOf(BY_NUMBERS) + BY_NUMBERS.length();
    ByteBuffer.wrap(avif, at, 4).putShort((short) primaries).putShort((short) transfer);
    return avif;
  }

  private static BufferedImage filled(int type, int level) {
    var image = new BufferedImage(60, 60, type);
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 60; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(x, y, band, level);
        }
      }
    }
    return image;
  }

  private static Color gray(int level) {
    return new Color(level, level, level);
  }
}
