package dev.satchel.image.pipeline;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A picture on its way to a thumbnail.
 *
 * @param pixels the colours, encoded by {@code profile} whatever their own colour model says
 * @param profile of RGB, or of gray whose bands all hold the same; null for sRGB
 */
public record Picture(BufferedImage pixels, @Nullable ICC_Profile profile) {

  /** Other pixels in the same colours. */
  public Picture with(BufferedImage other) {
    return new Picture(other, profile);
  }
}
