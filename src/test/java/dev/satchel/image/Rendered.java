package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Rendering.Thumbnail;
import java.awt.Color;
import java.awt.image.BufferedImage;

/** A thumbnail and what tests ask of it. */
record Rendered(Thumbnail thumbnail, BufferedImage image) {

  static final Thumbnails ENGINE = new PortableThumbnails(ImageLimits.DEFAULT);

  static Rendered of(byte[] source, int width, int height) {
    Rendering rendering = ENGINE.render(source, new ImageSize(width, height));
    assertThat(rendering).isInstanceOf(Thumbnail.class);
    Thumbnail thumbnail = (Thumbnail) rendering;
    BufferedImage image = Pictures.decoded(thumbnail.bytes());
    assertThat(image.getWidth()).isEqualTo(thumbnail.width());
    assertThat(image.getHeight()).isEqualTo(thumbnail.height());
    return new Rendered(thumbnail, image);
  }

  Rendered hasSize(int width, int height) {
    assertThat(thumbnail.width()).isEqualTo(width);
    assertThat(thumbnail.height()).isEqualTo(height);
    return this;
  }

  Rendered hasType(String mimeType) {
    assertThat(thumbnail.mimeType()).isEqualTo(mimeType);
    return this;
  }

  Rendered showsQuadrants() {
    return shows(
        Pictures.TOP_LEFT, Pictures.TOP_RIGHT, Pictures.BOTTOM_LEFT, Pictures.BOTTOM_RIGHT);
  }

  /** The colours of the quadrants: top left, top right, bottom left, bottom right. */
  Rendered shows(Color topLeft, Color topRight, Color bottomLeft, Color bottomRight) {
    int right = image.getWidth() * 3 / 4;
    int bottom = image.getHeight() * 3 / 4;
    return shows(topLeft, image.getWidth() / 4, image.getHeight() / 4)
        .shows(topRight, right, image.getHeight() / 4)
        .shows(bottomLeft, image.getWidth() / 4, bottom)
        .shows(bottomRight, right, bottom);
  }

  Rendered shows(Color expected, int x, int y) {
    Color found = new Color(image.getRGB(x, y), true);
    assertThat(
            Math.abs(found.getRed() - expected.getRed())
                + Math.abs(found.getGreen() - expected.getGreen())
                + Math.abs(found.getBlue() - expected.getBlue())
                + Math.abs(found.getAlpha() - expected.getAlpha()))
        .as("%s at %s,%s is near %s", found, x, y, expected)
        .isLessThan(40);
    return this;
  }
}
