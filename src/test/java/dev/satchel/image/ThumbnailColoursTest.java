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
