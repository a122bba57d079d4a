package dev.satchel.image.pipeline;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Converts the colours of the picture's profile to sRGB. A profile that cannot be used is ignored,
 * as browsers do.
 */
public final class ToStandardRgb implements PictureStep {

  @Override
  public Picture apply(Picture picture, Plan plan) {
    ICC_Profile profile = picture.profile();
    if (profile == null) {
      return picture;
    }
    try {
      return new Picture(
          profile.getColorSpaceType() == ColorSpace.TYPE_GRAY
              ? convertedGray(picture.pixels(), profile)
              : converted(picture.pixels(), profile),
          null);
    } catch (RuntimeException unusable) { // java.awt.color.CMMException and its like
      return picture;
    }
  }

  /** Row by row over an interleaved copy, the layout that the colour engine takes at once. */
  private static BufferedImage converted(BufferedImage pixels, ICC_Profile profile) {
    int width = pixels.getWidth();
    BufferedImage from = interleaved(new ICC_ColorSpace(profile), width);
    BufferedImage to = interleaved(ColorSpace.getInstance(ColorSpace.CS_sRGB), width);
    ColorConvertOp conversion = new ColorConvertOp(null);
    int[] samples = new int[3 * width];
    WritableRaster colours = colours(pixels);
    for (int y = 0; y < pixels.getHeight(); y++) {
      from.getRaster().setPixels(0, 0, width, 1, colours.getPixels(0, y, width, 1, samples));
      conversion.filter(from, to);
      colours.setPixels(0, y, width, 1, to.getRaster().getPixels(0, 0, width, 1, samples));
    }
    return pixels;
  }

  /** There are no more kinds of gray than samples have values. */
  private static BufferedImage convertedGray(BufferedImage pixels, ICC_Profile profile) {
    int[] standard = standardGray(new ICC_ColorSpace(profile));
    WritableRaster colours = colours(pixels);
    int[] samples = new int[3 * pixels.getWidth()];
    for (int y = 0; y < pixels.getHeight(); y++) {
      colours.getPixels(0, y, pixels.getWidth(), 1, samples);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = standard[samples[i]];
      }
      colours.setPixels(0, y, pixels.getWidth(), 1, samples);
    }
    return pixels;
  }

  private static int[] standardGray(ColorSpace space) {
    int[] standard = new int[256];
    for (int i = 0; i < standard.length; i++) {
      standard[i] = Math.round(space.toRGB(new float[] {i / 255f})[0] * 255);
    }
    return standard;
  }

  private static BufferedImage interleaved(ColorSpace space, int width) {
    ColorModel model =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    WritableRaster row = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, 1, 3, null);
    return new BufferedImage(model, row, false, null);
  }

  /** The colour bands, without alpha. */
  private static WritableRaster colours(BufferedImage pixels) {
    return pixels
        .getRaster()
        .createWritableChild(
            0, 0, pixels.getWidth(), pixels.getHeight(), 0, 0, new int[] {0, 1, 2});
  }
}
