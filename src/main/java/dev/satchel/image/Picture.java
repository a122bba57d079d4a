package dev.satchel.image;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A picture on its way to a thumbnail.
 *
 * @param pixels the colours, encoded by {@code profile} whatever their own colour model says
 * @param profile an RGB profile; null for sRGB
 */
record Picture(BufferedImage pixels, @Nullable ICC_Profile profile) {

  Picture with(BufferedImage other) {
    return new Picture(other, profile);
  }
}
