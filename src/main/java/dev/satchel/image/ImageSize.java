package dev.satchel.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that a thumbnail is to cover.
 *
 * @param width pixels, 1 to 10,000
 * @param height pixels, 1 to 10,000
 */
public record ImageSize(int width, int height) {

  /** The longest side that may be asked for. */
  public static final int MAX_SIDE = 10_000;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  public ImageSize {
    if (!valid(width) || !valid(height)) {
      throw new IllegalArgumentException("Sides go from 1 to " + MAX_SIDE);
    }
  }

  /** The size written as {@code WxH} in decimal digits, or empty where it is not of that form. */
  public static Optional<ImageSize> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int width = Integer.parseInt(form.group(1));
    int height = Integer.parseInt(form.group(2));
    return valid(width) && valid(height)
        ? Optional.of(new ImageSize(width, height))
        : Optional.empty();
  }

  /** {@code WxH}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }

  /**
   * The size to which a picture is scaled so that it just covers this one: neither side smaller,
   * one side equal, the other rounded half up. Empty where that would enlarge the picture.
   */
  Optional<Extent> cover(Extent picture) {
    if (picture.width() < width || picture.height() < height) {
      return Optional.empty();
    }
    boolean widthDecides = (long) width * picture.height() >= (long) height * picture.width();
    return Optional.of(
        widthDecides
            ? new Extent(width, scaled(picture.height(), width, picture.width()))
            : new Extent(scaled(picture.width(), height, picture.height()), height));
  }

  /** The size at which a picture is rendered for this one: it is never enlarged. */
  Extent target(Extent picture) {
    return cover(picture).orElse(picture);
  }

  /** {@code side * part / whole}, rounded half up: never below a whole number that it reaches. */
  private static int scaled(int side, int part, int whole) {
    return (int) ((2L * side * part + whole) / (2L * whole));
  }

  private static boolean valid(int side) {
    return side >= 1 && side <= MAX_SIDE;
  }
}
