package dev.satchel.image.pipeline;

import java.awt.image.BufferedImage;
import java.awt.image.DirectColorModel;
import java.awt.image.WritableRaster;

/** An alpha channel whose pixels are all opaque makes no transparent picture. */
public final class DropOpaqueAlpha implements PictureStep {

  private static final int[] RGB_BANDS = {0, 1, 2};

  @Override
  public Picture apply(Picture picture, Plan plan) {
    BufferedImage pixels = picture.pixels();
    return pixels.getColorModel().hasAlpha() && opaque(pixels)
        ? picture.with(withoutAlpha(pixels))
        : picture;
  }

  private static boolean opaque(BufferedImage pixels) {
    int[] row = new int[pixels.getWidth()];
    for (int y = 0; y < pixels.getHeight(); y++) {
      pixels.getRaster().getDataElements(0, y, row.length, 1, row);
      for (int argb : row) {
        if (argb >>> 24 != 0xFF) {
          return false;
        }
      }
    }
    return true;
  }

  /** The same array, seen without its fourth band. */
  private static BufferedImage withoutAlpha(BufferedImage pixels) {
    WritableRaster colours =
        pixels
            .getRaster()
            .createWritableChild(0, 0, pixels.getWidth(), pixels.getHeight(), 0, 0, RGB_BANDS);
    return new BufferedImage(
        new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF), colours, false, null);
  }
}
