package dev.satchel.page;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour in sRGB, as CSS writes it.
 *
 * @param css such as {@code #005ea5}
 */
record Colour(String css) {

  private static final Pattern CSS = Pattern.compile("#[0-9A-Fa-f]{6}");

  /** WCAG 2.2, success criterion 1.4.3: of text that is not large. */
  private static final double READABLE = 4.5;

  private static final double WHITE = 1.0;

  /** That of the text, if it is one. */
  static Optional<Colour> of(String text) {
    return CSS.matcher(text).matches() ? Optional.of(new Colour(text)) : Optional.empty();
  }

  /** Whether white text can be read on it. */
  boolean carriesWhite() {
    return contrast(WHITE, luminance()) >= READABLE;
  }

  /** WCAG 2.2, contrast ratio. */
  private static double contrast(double lighter, double darker) {
    return (lighter + 0.05) / (darker + 0.05);
  }

  /** WCAG 2.2, relative luminance. */
  private double luminance() {
    byte[] rgb = HexFormat.of().parseHex(css, 1, css.length());
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(byte channel) {
    double value = Byte.toUnsignedInt(channel) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
