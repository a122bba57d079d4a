package dev.satchel.image.pipeline;

import dev.satchel.image.header.TiffCoding;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/**
 * Reduces every kind of raster to 8 bits of RGB or ARGB in a layout that Java2D scales fast.
 * Samples are taken as they are: Java's own conversion takes gray for linear light and pales it.
 */
public final class Flatten implements PictureStep {

  @Override
  public Picture apply(Picture picture, Plan plan) {
    BufferedImage pixels = picture.profile() == null ? picture.pixels() : relabelled(picture);
    if (converted(plan)) {
      return new Picture(flattened(pixels, plan), null);
    }
    return picture.with(
        switch (pixels.getType()) {
          case BufferedImage.TYPE_INT_RGB,
              BufferedImage.TYPE_INT_ARGB,
              BufferedImage.TYPE_3BYTE_BGR ->
              pixels;
          default -> flattened(pixels, plan);
        });
  }

  private static boolean converted(Plan plan) {
    TiffCoding tiff = plan.header().decoding().tiff();
    return tiff != null && tiff.colours() != null;
  }

  /** The same bytes, called sRGB: scaling is not to convert colours. */
  private static BufferedImage relabelled(Picture picture) {
    BufferedImage pixels = picture.pixels();
    ColorModel model = pixels.getColorModel();
    if (!(model instanceof ComponentColorModel)
        || model.getNumColorComponents() != 3
        || model.getTransferType() != DataBuffer.TYPE_BYTE) {
      return pixels;
    }
    ColorModel standard =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            model.hasAlpha(),
            model.isAlphaPremultiplied(),
            model.getTransparency(),
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(standard, pixels.getRaster(), model.isAlphaPremultiplied(), null);
  }

  private static BufferedImage flattened(BufferedImage pixels, Plan plan) {
    int width = pixels.getWidth();
    PixelRow row = PixelRow.of(pixels, plan);
    BufferedImage flat =
        new BufferedImage(
            width,
            pixels.getHeight(),
            row.alpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    WritableRaster target = flat.getRaster();
    int[] argb = new int[width];
    for (int y = 0; y < pixels.getHeight(); y++) {
      row.read(y, argb);
      target.setDataElements(0, y, width, 1, argb);
    }
    return flat;
  }
}
