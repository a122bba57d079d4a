package dev.satchel.image.system;

import dev.satchel.image.Extent;
import dev.satchel.image.header.Orientation;
import java.util.Arrays;

/**
 * One channel of a picture: brightness, or a colour difference.
 *
 * @param samples row by row without gaps, 8 bits each; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Plane(byte[] samples, Extent size) {

  Plane scaled(Extent target) {
    return new Plane(Resampler.resampled(samples, size, target, 1), target);
  }

  /** Cut off, or continued by its last samples, on the right and at the bottom. */
  Plane fitted(Extent other) {
    if (size.equals(other)) {
      return this;
    }
    byte[] fitted = new byte[other.width() * other.height()];
    int common = Math.min(size.width(), other.width());
    for (int y = 0; y < other.height(); y++) {
      int from = at(0, Math.min(y, size.height() - 1));
      int to = y * other.width();
      System.arraycopy(samples, from, fitted, to, common);
      Arrays.fill(fitted, to + common, to + other.width(), samples[from + common - 1]);
    }
    return new Plane(fitted, other);
  }

  /** As it is displayed. */
  Plane upright(Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return this;
    }
    Extent turned = orientation.applied(size);
    byte[] moved = new byte[samples.length];
    for (int y = 0; y < turned.height(); y++) {
      for (int x = 0; x < turned.width(); x++) {
        moved[y * turned.width() + x] = samples[source(orientation, x, y)];
      }
    }
    return new Plane(moved, turned);
  }

  /** Where the sample stands that is displayed at these coordinates. */
  private int source(Orientation orientation, int x, int y) {
    int right = size.width() - 1;
    int bottom = size.height() - 1;
    return switch (orientation) {
      case UPRIGHT -> at(x, y);
      case MIRRORED -> at(right - x, y);
      case UPSIDE_DOWN -> at(right - x, bottom - y);
      case MIRRORED_UPSIDE_DOWN -> at(x, bottom - y);
      case TRANSPOSED -> at(y, x);
      case QUARTER_TURN_CLOCKWISE -> at(y, bottom - x);
      case TRANSVERSED -> at(right - y, bottom - x);
      case QUARTER_TURN_COUNTERCLOCKWISE -> at(right - y, x);
    };
  }

  private int at(int x, int y) {
    return y * size.width() + x;
  }
}
