package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import org.junit.jupiter.api.Test;

class RenderingTest {

  private final Rendering rendering = new Thumbnail(new byte[] {1}, "image/jpeg", 20, 10);

  @Test
  void isServedAtTheSizeThatWasPromised() {
    assertThat(rendering.of(new Extent(20, 10))).isSameAs(rendering);
  }

  @Test
  void isBrokenAtAnother() {
    assertThat(rendering.of(new Extent(10, 20))).isEqualTo(new NotDecodable(Reason.BROKEN));
  }
}
