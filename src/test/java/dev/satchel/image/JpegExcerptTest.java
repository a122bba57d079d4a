package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.header.Exif;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegExcerptTest {

  private static final byte[] PHOTO = Exif.of(6).inJpeg(Pictures.jpeg(64, 48));

  private final ImageProbe probe = new ImageProbe();

  @Test
  void tellsWhatTheWholeFileTells() {
    Pictures.ofEveryKind()
        .forEach(
            (name, picture) -> {
              if (JpegExcerpt.isJpeg(picture)) {
                assertThat(measured(picture)).as(name).isEqualTo(probe.measure(picture));
              }
            });
    assertThat(measured(PHOTO)).isEqualTo(probe.measure(PHOTO));
  }

  @Test
  void tellsWhatTheSameBeginningTells() {
    for (int length = 3; length < PHOTO.length; length++) {
      byte[] beginning = Arrays.copyOf(PHOTO, length);
      assertThat(measured(beginning)).as("%d bytes", length).isEqualTo(probe.measure(beginning));
    }
  }

  @Test
  void skipsMetadataOfAnySize() {
    assertThat(measured(Pictures.withExtendedXmp(PHOTO, 100))).isEqualTo(probe.measure(PHOTO));
  }

  @Test
  void keepsNothingOfMarkersThatStandAlone() throws IOException {
    byte[] flood = Arrays.copyOf(PHOTO, 1_000_000);
    for (int i = 2; i < flood.length; i += 2) {
      flood[i] = (byte) 0xFF;
      flood[i + 1] = (byte) 0xD0;
    }

    assertThat(JpegExcerpt.of(new ByteArrayInputStream(flood)).size()).isLessThan(10);
  }

  @Test
  void endsWhereASegmentIsShorterThanItsLength() {
    byte[] broken = PHOTO.clone();
    broken[4] = 0;
    broken[5] = 1;

    assertThat(measured(broken)).isEqualTo(probe.measure(broken));
  }

  private ImageFacts measured(byte[] jpeg) {
    try {
      return probe.measure(JpegExcerpt.of(new ByteArrayInputStream(jpeg)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
