package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.image.header.Exif;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailSafetyTest {

  private static final ImageSize SMALL = new ImageSize(16, 12);

  @Test
  void refusesAPngThatDeclaresTooManyPixels() {
    byte[] png = Pictures.encoded(Pictures.quadrants(4, 4), "png");
    assertRefusedAtOnce(resized(png, 50_000, 50_000));
  }

  @Test
  void refusesAGifWithAHugeScreen() {
    byte[] gif = Pictures.encoded(Pictures.quadrants(4, 4), "gif");
    Arrays.fill(gif, 6, 10, (byte) 0xFF);
    assertRefusedAtOnce(gif);
  }

  @Test
  void refusesAGifWithAHugeFrameOnASmallScreen() {
    byte[] gif = Pictures.encoded(Pictures.quadrants(20, 20), "gif");
    String text = new String(gif, StandardCharsets.ISO_8859_1);
    int frame = text.indexOf(",\0\0\0\0\u0014\0\u0014\0");
    Arrays.fill(gif, frame + 5, frame + 9, (byte) 0xFF);
    assertRefusedAtOnce(gif);
  }

  @Test
  void refusesABitmapWithAHugeHeight() {
    byte[] bitmap = Pictures.encoded(Pictures.quadrants(20, 20), "bmp");
    bitmap[24] = 0x0F; // 983,060 rows
    bitmap[20] = 0x0F;
    assertRefusedAtOnce(bitmap);
  }

  private static void assertRefusedAtOnce(byte[] file) {
    long before = allocated();
    List<Rendering> renderings =
        assertTimeout(Duration.ofSeconds(10), () -> Engines.render(file, SMALL));

    assertThat(renderings).containsOnly(new NotDecodable(Reason.TOO_LARGE));
    assertThat(allocated() - before).isLessThan(8 << 20);
  }

  private static long allocated() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static byte[] resized(byte[] png, int width, int height) {
    byte[] header = ByteBuffer.allocate(13).put(png, 16, 13).array();
    ByteBuffer.wrap(header).putInt(width).putInt(height);
    System.arraycopy(Exif.chunk("IHDR", header), 0, png, 8, 25);
    return png;
  }

  @Test
  void countsTheMemoryThatARenderingWouldTake() {
    byte[] jpeg = Pictures.jpeg(2000, 1500);
    var tight = Engines.with(new ImageLimits(100_000_000, 4 << 20, Duration.ofMinutes(1)));

    assertThat(Engines.render(tight, jpeg, new ImageSize(1000, 750)))
        .containsOnly(new NotDecodable(Reason.TOO_LARGE));
    assertThat(Engines.render(tight, jpeg, new ImageSize(100, 75)))
        .hasOnlyElementsOfType(Thumbnail.class);
    assertThat(Engines.render(tight, Pictures.jpeg(Pictures.quadrants(2000, 1500), true), SMALL))
        .as("progressive pictures keep their coefficients")
        .containsOnly(new NotDecodable(Reason.TOO_LARGE));
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    var hasty = Engines.with(new ImageLimits(1 << 30, 1 << 30, Duration.ofNanos(1)));

    assertThat(Engines.render(hasty, Pictures.jpeg(64, 48), SMALL))
        .containsOnly(new NotDecodable(Reason.OUT_OF_TIME));
  }

  @Test
  void givesUpInMidPicture() {
    byte[] file = Pictures.encoded(Pictures.detailed(3000, 3000), "png");
    var hasty = Engines.with(new ImageLimits(1 << 30, 1 << 30, Duration.ofMillis(40)));

    assertThat(Stream.generate(() -> timeToGiveUp(hasty, file)).limit(3))
        .as("the best of three on a busy machine")
        .anyMatch(time -> time.compareTo(Duration.ofSeconds(1)) < 0);
  }

  private static Duration timeToGiveUp(List<Thumbnails> engines, byte[] file) {
    long start = System.nanoTime();
    assertThat(Engines.render(engines, file, SMALL))
        .containsOnly(new NotDecodable(Reason.OUT_OF_TIME));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** 66 bytes that kept the WebP reader busy for half a minute with zeros behind their end. */
  @Test
  void givesUpOnDecodersThatDoNotNoticeTheEnd() {
    byte[] file =
        Pictures.fixture("ThumbnailsFuzzTestInputs/neverThrowsNorLeavesTheLimits/endless.webp");

    assertThat(assertTimeout(Duration.ofSeconds(10), () -> Engines.render(file, SMALL)))
        .containsOnly(new NotDecodable(Reason.BROKEN));
  }

  @Test
  void givesUpWhenInterruptedAndStaysSo() {
    Thread.currentThread().interrupt();

    assertThat(Engines.render(Pictures.jpeg(64, 48), SMALL))
        .containsOnly(new NotDecodable(Reason.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "BM", "GIF89a", "\u00FF\u00D8\u00FF\u00E0", "II*\0\b\0\0\0"})
  void cannotDecodeWhatIsNoPicture(String text) {
    assertThat(Engines.render(text.getBytes(StandardCharsets.ISO_8859_1), SMALL))
        .hasOnlyElementsOfType(NotDecodable.class);
  }

  @Test
  void survivesEveryTruncation() {
    Pictures.ofEveryKind()
        .forEach(
            (name, file) -> {
              for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
                byte[] cut = Arrays.copyOf(file, file.length * sixteenth / 16);
                assertThat(Engines.render(cut, SMALL)).as(name).doesNotContainNull();
              }
            });
  }

  @Test
  void showsWhatThereIsOfATruncatedJpeg() {
    byte[] jpeg = Pictures.jpeg(Pictures.detailed(640, 480), false);

    assertThat(Engines.render(Arrays.copyOf(jpeg, jpeg.length * 3 / 4), SMALL))
        .hasOnlyElementsOfType(Thumbnail.class);
  }

  @Test
  void survivesEveryMutation() {
    Random random = new Random(43);
    var strict = Engines.with(new ImageLimits(1 << 20, 32 << 20, Duration.ofSeconds(5)));
    Pictures.ofEveryKind()
        .forEach(
            (name, file) -> {
              for (int round = 0; round < 150; round++) {
                byte[] mutant = HostileHeadersTest.mutated(file, random);
                assertThat(Engines.render(strict, mutant, SMALL)).as(name).doesNotContainNull();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64})
  void carriesNoMetadataOfTheOriginal(int width) {
    byte[] comment = "\u00FF\u00FE\0\u0010SECRET-COMMENT".getBytes(StandardCharsets.ISO_8859_1);
    byte[] jpeg = Exif.of(1).taken("2021:01:15 14:33:29").inJpeg(Pictures.jpeg(64, 48));
    assertClean(Exif.inserted(jpeg, 2, comment), width);

    byte[] opaque = Pictures.encoded(Pictures.quadrants(64, 48), "png");
    byte[] clear = Pictures.encoded(new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB), "png");
    for (byte[] png : new byte[][] {opaque, clear}) {
      byte[] text = "Comment\0SECRET-COMMENT".getBytes(StandardCharsets.ISO_8859_1);
      assertClean(Exif.withChunk(Exif.of(1).inPng(png), "tEXt", text), width);
    }
    assertClean(Pictures.fixture("exif.webp"), 12);
  }

  private static void assertClean(byte[] file, int width) {
    assertThat(Rendered.of(file, width, 1).all())
        .map(one -> new String(one.thumbnail().bytes(), StandardCharsets.ISO_8859_1))
        .allSatisfy(ThumbnailSafetyTest::assertNoMetadata);
  }

  private static void assertNoMetadata(String thumbnail) {
    assertThat(thumbnail)
        .doesNotContain(
            "Exif",
            "eXIf",
            "SECRET",
            Exif.SENTINEL,
            "ICC_PROFILE",
            "iCCP",
            "tEXt",
            "iTXt",
            "http:",
            "\u00FF\u00E1",
            "\u00FF\u00E2",
            "\u00FF\u00FE");
  }
}
