package dev.satchel.image;

import org.jspecify.annotations.Nullable;

/**
 * The size of a picture in pixels.
 *
 * @param width 1 to 1,000,000
 * @param height 1 to 1,000,000
 */
public record Extent(int width, int height) {

  /** Longer sides are taken for lies: no format's tools write them. */
  static final int MAX_SIDE = 1_000_000;

  public Extent {
    if (!plausible(width) || !plausible(height)) {
      throw new IllegalArgumentException("Not the size of a picture: " + width + "x" + height);
    }
  }

  /** The size, or null where a side is not plausible. */
  public static @Nullable Extent of(long width, long height) {
    return plausible(width) && plausible(height) ? new Extent((int) width, (int) height) : null;
  }

  /** Width times height. */
  public long pixels() {
    return (long) width * height;
  }

  /** The size after a quarter turn. */
  public Extent turned() {
    return new Extent(/* width= */ height, /* height= */ width);
  }

  /** The size after keeping one pixel in {@code step} of each row and column. */
  public Extent everyNth(int step) {
    return new Extent(Math.ceilDiv(width, step), Math.ceilDiv(height, step));
  }

  private static boolean plausible(long side) {
    return side >= 1 && side <= MAX_SIDE;
  }
}
