package dev.satchel.image.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.Pictures;
import dev.satchel.image.header.PictureHeader;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VipsOnDemandTest {

  private final AtomicInteger loads = new AtomicInteger();
  private final VipsOnDemand unusable =
      new VipsOnDemand(
          () -> {
            loads.incrementAndGet();
            throw new UnsatisfiedLinkError("broken");
          });

  @Test
  void isNotLoadedForWhatItDoesNotRead() {
    assertThat(unusable.takes(header(Pictures.jpeg(8, 8)))).isFalse();
    assertThat(loads).hasValue(0);
  }

  @Test
  void leavesPicturesToOthersWhereItCannotBeLoaded() {
    PictureHeader png =
        header(Pictures.encoded(Pictures.quadrants(8, 8, BufferedImage.TYPE_INT_ARGB), "png"));

    assertThat(unusable.takes(png)).isFalse();
    assertThat(unusable.takes(png)).isFalse();
    assertThat(loads).hasValue(1);
  }

  private static PictureHeader header(byte[] file) {
    return PictureHeader.read(ImageBytes.of(file)).orElseThrow();
  }
}
