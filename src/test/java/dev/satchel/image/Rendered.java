package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.Rendering.Thumbnail;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;

/** The thumbnails that the engines make of one source, and what tests ask of each of them. */
record Rendered(List<OfEngine> all) {

  /** The thumbnail of one engine. */
  record OfEngine(String engine, Thumbnail thumbnail, BufferedImage image) {

    /** Java's own conversion takes gray for linear light and pales it. */
    private Color colour(int x, int y) {
      if (image.getRaster().getNumBands() > 1) {
        return new Color(image.getRGB(x, y), true);
      }
      int gray = image.getRaster().getSample(x, y, 0);
      return new Color(gray, gray, gray);
    }
  }

  /** By all engines that this machine has. */
  static Rendered of(byte[] source, int width, int height) {
    return by(Stream.of(Engines.ALL, Engines.LIBVIPS), source, width, height);
  }

  /** By libraries and commands of the system; by none where they are not installed. */
  static Rendered natively(byte[] source, int width, int height) {
    return by(Stream.of(Engines.NATIVE, Engines.LIBVIPS), source, width, height);
  }

  private static Rendered by(
      Stream<List<? extends Thumbnails>> engines, byte[] source, int width, int height) {
    ImageSize size = new ImageSize(width, height);
    return new Rendered(
        engines.flatMap(List::stream).map(engine -> rendered(engine, source, size)).toList());
  }

  private static OfEngine rendered(Thumbnails engine, byte[] source, ImageSize size) {
    Rendering rendering = engine.render(source, size);
    assertThat(rendering).as(engine.version()).isInstanceOf(Thumbnail.class);
    Thumbnail thumbnail = (Thumbnail) rendering;
    BufferedImage image = Pictures.decoded(thumbnail.bytes());
    assertThat(image.getWidth()).isEqualTo(thumbnail.width());
    assertThat(image.getHeight()).isEqualTo(thumbnail.height());
    return new OfEngine(engine.version(), thumbnail, image);
  }

  Rendered hasSize(int width, int height) {
    for (OfEngine one : all) {
      assertThat(one.thumbnail.width()).as(one.engine).isEqualTo(width);
      assertThat(one.thumbnail.height()).as(one.engine).isEqualTo(height);
    }
    return this;
  }

  Rendered hasType(String mimeType) {
    for (OfEngine one : all) {
      assertThat(one.thumbnail.mimeType()).as(one.engine).isEqualTo(mimeType);
    }
    return this;
  }

  Rendered showsQuadrants() {
    return shows(
        Pictures.TOP_LEFT, Pictures.TOP_RIGHT, Pictures.BOTTOM_LEFT, Pictures.BOTTOM_RIGHT);
  }

  /** The colours of the quadrants: top left, top right, bottom left, bottom right. */
  Rendered shows(Color topLeft, Color topRight, Color bottomLeft, Color bottomRight) {
    for (OfEngine one : all) {
      int right = one.image.getWidth() * 3 / 4;
      int bottom = one.image.getHeight() * 3 / 4;
      shows(one, topLeft, one.image.getWidth() / 4, one.image.getHeight() / 4);
      shows(one, topRight, right, one.image.getHeight() / 4);
      shows(one, bottomLeft, one.image.getWidth() / 4, bottom);
      shows(one, bottomRight, right, bottom);
    }
    return this;
  }

  /** What the first of the engines shows there. */
  Color colour(int x, int y) {
    return all.getFirst().colour(x, y);
  }

  Rendered shows(Color expected, int x, int y) {
    all.forEach(one -> shows(one, expected, x, y));
    return this;
  }

  private static void shows(OfEngine one, Color expected, int x, int y) {
    Color found = one.colour(x, y);
    assertThat(
            Math.abs(found.getRed() - expected.getRed())
                + Math.abs(found.getGreen() - expected.getGreen())
                + Math.abs(found.getBlue() - expected.getBlue())
                + Math.abs(found.getAlpha() - expected.getAlpha()))
        .as("%s: %s at %s,%s is near %s", one.engine, found, x, y, expected)
        .isLessThan(40);
  }
}
