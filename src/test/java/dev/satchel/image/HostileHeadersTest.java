package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileHeadersTest {

  private static final int HEAD = 4 << 20;

  private final ImageProbe probe = new ImageProbe();

  @Test
  void measuresOrGivesNullsForEveryTruncation() {
    Pictures.ofEveryKind()
        .forEach(
            (name, file) -> {
              ImageFacts whole = probe.measure(file);
              for (int length = 0; length < file.length; length++) {
                ImageFacts facts = probe.measure(Arrays.copyOf(file, length));
                if (facts.measured() && whole.photoCreatedAt() == null) {
                  assertThat(facts).as("%s, %s bytes", name, length).isEqualTo(whole);
                }
              }
            });
  }

  @Test
  void survivesEveryMutation() {
    Random random = new Random(42);
    for (byte[] file : Pictures.ofEveryKind().values()) {
      for (int round = 0; round < 3_000; round++) {
        assertThat(probe.measure(mutated(file, random))).isNotNull();
      }
    }
  }

  static byte[] mutated(byte[] file, Random random) {
    byte[] mutant = file.clone();
    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
      int at = random.nextInt(random.nextBoolean() ? mutant.length : Math.min(mutant.length, 128));
      mutant[at] = random.nextBoolean() ? (byte) 0xFF : (byte) random.nextInt(256);
    }
    return mutant;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10",
    "10, 0",
    "-1, 10",
    "10, -2147483648",
    "2147483647, 2147483647",
    "1000001, 1"
  })
  void givesNullsForAbsurdSizes(int width, int height) {
    byte[] png = Pictures.encoded(Pictures.quadrants(4, 4), "png");
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);

    assertThat(probe.measure(png)).isEqualTo(ImageFacts.NONE);
  }

  @Test
  void endsOnCyclicDirectories() {
    ByteBuffer tiff = ByteBuffer.allocate(HEAD);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 3);
    tiff.putShort((short) 0x100).putShort((short) 4).putInt(1).putInt(7);
    tiff.putShort((short) 0x101).putShort((short) 4).putInt(1).putInt(5);
    tiff.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(8);
    tiff.putInt(8);

    assertThat(soon(tiff.array())).isEqualTo(new ImageFacts(7, 5, null));
  }

  @Test
  void endsOnDirectoriesFullOfHugeArrays() {
    ByteBuffer tiff = ByteBuffer.allocate(HEAD);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 65_535);
    for (int entry = 0; entry < 65_535; entry++) {
      tiff.putShort((short) entry).putShort((short) 4).putInt(HEAD / 4 - 4).putInt(8);
    }

    assertThat(soon(tiff.array())).isNotNull();
  }

  /** Counts and offsets of a BigTIFF go up to 2 to the power of 64. */
  @ParameterizedTest
  @ValueSource(longs = {65_536, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void givesNullsForAbsurdNumbersInABigTiff(long number) {
    byte[] sound = Tiffs.of(64, 48).big().file();
    byte[] counted = sound.clone();
    ByteBuffer.wrap(counted).order(ByteOrder.LITTLE_ENDIAN).putLong(16, number);
    byte[] led = sound.clone();
    ByteBuffer.wrap(led).order(ByteOrder.LITTLE_ENDIAN).putLong(8, number);

    assertThat(probe.measure(sound).measured()).isTrue();
    assertThat(soon(counted)).isEqualTo(ImageFacts.NONE);
    assertThat(soon(led)).isEqualTo(ImageFacts.NONE);
    assertThat(soon(Tiffs.of(64, 48).big().with(Tiffs.WIDTH, Tiffs.LONG8, number * 31).file()))
        .isEqualTo(ImageFacts.NONE);
    assertThat(soon(withCount(sound, 0x0100, number))).isEqualTo(ImageFacts.NONE);
  }

  /** A BigTIFF of whose first entry the count is another one. */
  private static byte[] withCount(byte[] tiff, int tag, long count) {
    byte[] other = tiff.clone();
    ByteBuffer fields = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fields.getShort(24)).isEqualTo((short) tag);
    fields.putLong(28, count);
    return other;
  }

  @Test
  void endsOnBoxesWithoutEnd() {
    byte[] heif = new byte[HEAD];
    ByteBuffer boxes = ByteBuffer.wrap(heif);
    boxes.putInt(16).put("ftypheic\0\0\0\0heic".getBytes(StandardCharsets.US_ASCII), 0, 12);
    boxes.putInt(0).put("meta".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    boxes
        .putInt(0x7FFF_FFFF)
        .put("iinf".getBytes(StandardCharsets.US_ASCII))
        .putInt(0)
        .putShort((short) -1);
    while (boxes.remaining() > 8) {
      boxes.putInt(8).put("infe".getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(soon(heif)).isEqualTo(ImageFacts.NONE);
  }

  @Test
  void endsOnAJpegOfMarkersOnly() {
    byte[] jpeg = new byte[HEAD];
    Arrays.fill(jpeg, (byte) 0xFF);
    jpeg[1] = (byte) 0xD8;

    assertThat(soon(jpeg)).isEqualTo(ImageFacts.NONE);
  }

  private ImageFacts soon(byte[] file) {
    return assertTimeout(Duration.ofSeconds(10), () -> probe.measure(file));
  }
}
