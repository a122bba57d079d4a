package dev.satchel.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.image.ImageBytes;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICC.1, annex B: profiles in files. */
class EmbeddedProfileTest {

  private static final byte[] RGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  private static final byte[] GRAY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  @ParameterizedTest
  @ValueSource(ints = {1, 65_535, 65_536, 65_537, 131_072, 1 << 20, 4 << 20})
  void inflatesProfilesOfEverySize(int size) throws Exception {
    byte[] profile = bytes(size);

    assertThat(new PngProfile(deflated(profile)).bytes()).isEqualTo(profile);
  }

  @Test
  void refusesProfilesThatInflateWithoutEnd() throws Exception {
    assertRefused(new PngProfile(deflated(new byte[64 << 20])));
  }

  @Test
  void refusesProfilesThatBreakOff() throws Exception {
    ImageBytes whole = deflated(bytes(1_000));
    for (long length = 0; length < whole.size(); length += 97) {
      assertRefused(new PngProfile(whole.slice(0, length)));
    }
    assertRefused(new PngProfile(ImageBytes.of(bytes(100))));
  }

  @Test
  void joinsTheSegmentsOfAJpeg() throws Exception {
    var profile =
        new JpegProfile(List.of(segment(1, new byte[] {1, 2}), segment(2, new byte[] {3})));

    assertThat(profile.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesSegmentsThatAreMissingOrInDisorder() {
    assertRefused(new JpegProfile(List.of(segment(2, new byte[1]))));
    assertRefused(new JpegProfile(List.of(segment(2, new byte[1]), segment(1, new byte[1]))));
    assertRefused(new JpegProfile(List.of(segment(1, new byte[1]), segment(1, new byte[1]))));
    assertRefused(new JpegProfile(List.of(segment(1, new byte[1]), segment(3, new byte[1]))));
  }

  @Test
  void refusesMoreThanAnyProfileInUse() {
    assertRefused(new WebpProfile(ImageBytes.of(new byte[EmbeddedProfile.MAX_BYTES + 1])));
    assertRefused(
        new JpegProfile(
            List.of(segment(1, new byte[EmbeddedProfile.MAX_BYTES + 1]), segment(2, new byte[1]))));
  }

  @Test
  void isSoundWhereItHasTheSizeThatItClaims() {
    assertThat(webp(RGB).sound()).isTrue();
    assertThat(webp(Arrays.copyOf(RGB, RGB.length - 1)).sound()).isFalse();
    assertThat(webp(Arrays.copyOf(RGB, RGB.length + 1)).sound()).isFalse();
    assertThat(webp(new byte[0]).sound()).isFalse();
    assertThat(webp(new byte[] {0, 0, 0, 4}).sound()).isFalse();
    assertThat(new PngProfile(ImageBytes.of(RGB)).sound()).isFalse();
  }

  @Test
  void isAppliedOnlyWhereItIsOneOfRgb() {
    assertThat(webp(RGB).rgb()).isNotNull();
    assertThat(webp(GRAY).rgb()).isNull();
    assertThat(webp(new byte[200]).rgb()).isNull();
    assertThat(webp("no profile".getBytes(StandardCharsets.US_ASCII)).rgb()).isNull();
  }

  private static void assertRefused(EmbeddedProfile profile) {
    assertThatThrownBy(profile::bytes).isInstanceOf(DataFormatException.class);
    assertThat(profile.sound()).isFalse();
    assertThat(profile.rgb()).isNull();
  }

  private static WebpProfile webp(byte[] profile) {
    return new WebpProfile(ImageBytes.of(profile));
  }

  private static ImageBytes segment(int number, byte[] data) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(JpegProfile.MARK.getBytes(StandardCharsets.ISO_8859_1));
    body.write(number);
    body.write(2);
    body.writeBytes(data);
    return ImageBytes.of(body.toByteArray());
  }

  private static ImageBytes deflated(byte[] profile) throws Exception {
    var deflated = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(deflated)) {
      deflater.write(profile);
    }
    return ImageBytes.of(deflated.toByteArray());
  }

  /** Such as can be deflated a little. */
  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    var random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(64);
    }
    return bytes;
  }
}
