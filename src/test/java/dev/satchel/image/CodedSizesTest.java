package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.CodedSizes;
import dev.satchel.image.header.PictureHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Containers that say another size than what they contain, by a little, and pieces that are larger
 * than a small limit. Each case says too that the sound file is decoded.
 */
class CodedSizesTest {

  private static final ImageSize SMALL = new ImageSize(16, 12);

  @Test
  void refusesAnAvifWhoseStreamIsOfAnotherSize() {
    byte[] avif = Pictures.fixture("plain.avif");
    assertDecodable(avif);
    assertRefused(Reason.BROKEN, patched(avif, after(avif, "ispe") + 4, 63));
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 65})
  void refusesAHeicWhoseTilesAreOfAnotherSize(int width) {
    byte[] heic = Pictures.fixture("photo.heic");
    assertDecodable(heic);
    assertRefused(Reason.BROKEN, patched(heic, after(heic, "ispe") + 4, width));
  }

  @Test
  void refusesAHeicWhoseGridIsOfAnotherSize() {
    byte[] heic = Pictures.fixture("photo.heic");
    int second = after(heic, "ispe") + 20;
    assertRefused(Reason.BROKEN, patched(heic, second + 8, 47));
  }

  @Test
  void judgesTilesThatAreLargerThanTheirPicture() {
    byte[] heic = Pictures.fixture("photo.heic"); // 64x48 of a tile of 64x64
    assertThat(render(pixels(64 * 48), heic)).containsOnly(new NotDecodable(Reason.TOO_LARGE));
    assertThat(render(pixels(64 * 64), heic)).hasOnlyElementsOfType(Thumbnail.class);
  }

  @Test
  void judgesTheTilesOfATiff() {
    byte[] tiff = tiled(256);
    assertThat(render(pixels(10_000), tiff)).containsOnly(new NotDecodable(Reason.TOO_LARGE));
    assertDecodable(tiff);
  }

  @Test
  void judgesTheTilesOfABigTiff() {
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(64, 48)).big();
    assertDecodable(tiff.file());
    byte[] tiled =
        tiff.with(Tiffs.TILE_WIDTH, Tiffs.LONG8, 256)
            .with(Tiffs.TILE_LENGTH, Tiffs.LONG8, 256)
            .with(Tiffs.TILE_OFFSETS, Tiffs.LONG8, 16)
            .with(Tiffs.TILE_BYTE_COUNTS, Tiffs.LONG8, 9216)
            .file();
    assertThat(render(pixels(10_000), tiled)).containsOnly(new NotDecodable(Reason.TOO_LARGE));
  }

  @Test
  void refusesABigTiffWhoseSizesCannotBeRead() {
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(64, 48)).big();
    assertRefused(Reason.BROKEN, tiff.with(Tiffs.COMPRESSION, Tiffs.SHORT, 7).file());
    assertRefused(
        Reason.BROKEN, tiff.with(Tiffs.STRIP_OFFSETS, Tiffs.LONG8, Long.MAX_VALUE, -1).file());
  }

  @Test
  void takesStripsOfNoRowsForOne() {
    Tiffs tiff = Tiffs.rgb(Pictures.quadrants(64, 48)).with(Tiffs.ROWS_PER_STRIP, Tiffs.LONG, 0);
    assertThatCode(() -> check(tiff.file())).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(tiff.file(), pixels(3_000))).isInstanceOf(RefusedPicture.class);
  }

  @Test
  void refusesATiffWhoseStripsHoldLargerJpegs() {
    byte[] tiff = tiff("JPEG");
    assertDecodable(tiff);
    int frame = new String(tiff, StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00C0");
    byte[] other = tiff.clone();
    other[frame + 8]++; // its width
    assertRefused(Reason.BROKEN, other);
  }

  @Test
  void refusesATiffAroundALargerOldStyleJpeg() {
    byte[] jpeg = Pictures.jpeg(64, 48);
    assertDecodable(Tiffs.oldJpeg(jpeg, new Extent(64, 48), true).file());
    assertRefused(Reason.BROKEN, Tiffs.oldJpeg(jpeg, new Extent(63, 48), true).file());
    Tiffs withoutStream = Tiffs.oldJpeg(jpeg, new Extent(64, 47), false);
    assertRefused(Reason.BROKEN, withoutStream.without(Tiffs.JPEG_STREAM).file());
  }

  @Test
  void refusesATiffAroundAnOldStyleJpegOfScansOrOfALengthThatIsNotThere() {
    byte[] progressive = Pictures.jpeg(Pictures.quadrants(64, 48), true);
    assertRefused(Reason.BROKEN, Tiffs.oldJpeg(progressive, new Extent(64, 48), false).file());
    Tiffs tooLong = Tiffs.oldJpeg(Pictures.jpeg(64, 48), new Extent(64, 48), false);
    assertRefused(
        Reason.BROKEN, tooLong.with(Tiffs.JPEG_STREAM_LENGTH, Tiffs.LONG, 100_000).file());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "Deflate", "PackBits", "ZLib"})
  void knowsTheCompressionsOfScanners(String compression) {
    assertDecodable(tiff(compression));
  }

  @Test
  void refusesAWebpWhoseCanvasIsOfAnotherSize() {
    byte[] webp = Pictures.fixture("lossy-alpha.webp");
    assertDecodable(webp);
    byte[] other = webp.clone();
    other[after(webp, "VP8X") + 4 + 4]--;
    assertRefused(Reason.BROKEN, other);
  }

  @Test
  void refusesAnAnimationWhoseFramesAreOfAnotherSize() {
    byte[] webp = Pictures.fixture("animated.webp");
    assertDecodable(webp);
    byte[] other = webp.clone();
    other[after(webp, "ANMF") + 4 + 6]--;
    assertRefused(Reason.BROKEN, other);
  }

  @Test
  void refusesABitmapAroundALargerPicture() {
    byte[] png = Pictures.encoded(Pictures.quadrants(64, 48), "png");
    assertThatCode(() -> check(bitmap(64, 48, png))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(bitmap(63, 48, png))).isInstanceOf(RefusedPicture.class);
  }

  private static void check(byte[] file) throws RefusedPicture {
    check(file, ImageLimits.DEFAULT);
  }

  private static void check(byte[] file, ImageLimits limits) throws RefusedPicture {
    ImageBytes bytes = ImageBytes.of(file);
    CodedSizes.check(PictureHeader.read(bytes).orElseThrow(), bytes, limits);
  }

  private static void assertRefused(Reason reason, byte[] file) {
    assertThat(render(ImageLimits.DEFAULT, file)).containsOnly(new NotDecodable(reason));
  }

  private static void assertDecodable(byte[] file) {
    assertThat(render(ImageLimits.DEFAULT, file)).hasOnlyElementsOfType(Thumbnail.class);
  }

  /** By all engines of this machine that know the format. */
  private static List<Rendering> render(ImageLimits limits, byte[] file) {
    List<Rendering> renderings =
        Engines.render(Engines.with(limits), file, SMALL).stream()
            .filter(rendering -> !rendering.equals(new NotDecodable(Reason.UNKNOWN_FORMAT)))
            .toList();
    assumeThat(renderings).as("engines that know the format").isNotEmpty();
    return renderings;
  }

  private static ImageLimits pixels(long most) {
    return new ImageLimits(most, 64 << 20, Duration.ofMinutes(1));
  }

  private static int after(byte[] file, String text) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(text) + text.length();
  }

  private static byte[] patched(byte[] file, int at, int number) {
    byte[] other = file.clone();
    ByteBuffer.wrap(other).putInt(at, number);
    return other;
  }

  private static byte[] bitmap(int width, int height, byte[] png) {
    var bitmap = ByteBuffer.allocate(54 + png.length).order(ByteOrder.LITTLE_ENDIAN);
    bitmap.put((byte) 'B').put((byte) 'M').putInt(bitmap.capacity()).putInt(0).putInt(54);
    bitmap.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 0);
    bitmap.putInt(5).putInt(png.length).putInt(0).putInt(0).putInt(0).putInt(0);
    return bitmap.put(png).array();
  }

  private static byte[] tiled(int side) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
    param.setTiling(side, side, 0, 0);
    return tiff(writer, param);
  }

  private static byte[] tiff(String compression) {
    return Pictures.tiff(Pictures.quadrants(64, 48), compression);
  }

  private static byte[] tiff(ImageWriter writer, ImageWriteParam param) {
    var bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(Pictures.quadrants(64, 48), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
