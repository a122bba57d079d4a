package dev.satchel.image.header;

import dev.satchel.image.Extent;

/** How the stored rows and columns are to be displayed, numbered as in EXIF (tag 0x0112). */
public enum Orientation {
  UPRIGHT,
  MIRRORED,
  UPSIDE_DOWN,
  MIRRORED_UPSIDE_DOWN,
  TRANSPOSED,
  QUARTER_TURN_CLOCKWISE,
  TRANSVERSED,
  QUARTER_TURN_COUNTERCLOCKWISE;

  /** The orientation of an EXIF value; {@link #UPRIGHT} for values outside 1 to 8. */
  static Orientation ofExif(long value) {
    return value >= 1 && value <= 8 ? values()[(int) value - 1] : UPRIGHT;
  }

  /** Whether width and height change places. */
  boolean turnsSides() {
    return compareTo(TRANSPOSED) >= 0;
  }

  /** The displayed size of stored pixels, and the reverse. */
  public Extent applied(Extent stored) {
    return turnsSides() ? stored.turned() : stored;
  }
}
