package dev.satchel.image.pipeline;

import dev.satchel.image.header.EmbeddedProfile;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;

/**
 * Makes the darkest that inks can print the black of the screen, where the profile of the inks was
 * used: what is black on paper would be a dull gray beside all other blacks on it. Light is scaled
 * in a line, so that white stays (ISO 18619, black point compensation).
 */
public final class CompensateBlack implements PictureStep {

  private static final int SAMPLES = 256;
  private static final float[] ALL_INKS = {1, 1, 1, 1};

  /** Lighter than L* 50, nothing is meant for black. */
  private static final double LIGHTEST = 0.1842;

  private static final int ANY = 2; // a transfer like that of sRGB (H.273: unspecified)

  @Override
  public Picture apply(Picture picture, Plan plan) {
    EmbeddedProfile embedded = plan.header().decoding().profile();
    if (embedded == null || !plan.header().decoding().inks() || !embedded.sound()) {
      return picture;
    }
    ICC_Profile inks = embedded.cmyk();
    if (inks != null) {
      compensate(picture.pixels(), compensated(black(inks)));
    }
    return picture;
  }

  /** The light that is left where all inks are. */
  private static double black(ICC_Profile profile) {
    try {
      float[] rgb = new ICC_ColorSpace(profile).toRGB(ALL_INKS);
      double black = 0.2126 * light(rgb[0]) + 0.7152 * light(rgb[1]) + 0.0722 * light(rgb[2]);
      return Math.min(LIGHTEST, black);
    } catch (RuntimeException unusable) { // java.awt.color.CMMException and its like
      return 0;
    }
  }

  private static double light(double sample) {
    return TransferFunction.light(ANY, sample);
  }

  private static int[] compensated(double black) {
    int[] samples = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double light = Math.max(0, (light(i / (SAMPLES - 1.0)) - black) / (1 - black));
      samples[i] = (int) Math.round(TransferFunction.standard(light) * (SAMPLES - 1));
    }
    return samples;
  }

  private static void compensate(BufferedImage pixels, int[] samples) {
    int[] row = new int[pixels.getWidth()];
    for (int y = 0; y < pixels.getHeight(); y++) {
      pixels.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int argb = row[x];
        row[x] =
            (argb & 0xFF000000)
                | (samples[(argb >> 16) & 0xFF] << 16)
                | (samples[(argb >> 8) & 0xFF] << 8)
                | samples[argb & 0xFF];
      }
      pixels.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
  }
}
