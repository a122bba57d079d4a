package dev.satchel.image.pipeline;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Reads rows of any picture as 8 bit ARGB, alpha not multiplied in. */
interface PixelRow {

  /**
   * Reads row {@code y}.
   *
   * @param argb takes one value for each column
   */
  void read(int y, int[] argb);

  static PixelRow of(BufferedImage pixels) {
    return plainSamples(pixels.getColorModel())
        ? new Samples(pixels.getRaster(), pixels.getColorModel())
        : (y, argb) -> pixels.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
  }

  /** Whether samples are unsigned gray or RGB values that need nothing but reduction to 8 bits. */
  private static boolean plainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    return model instanceof ComponentColorModel
        && !model.isAlphaPremultiplied()
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && (model.getTransferType() == DataBuffer.TYPE_BYTE
            || model.getTransferType() == DataBuffer.TYPE_USHORT);
  }

  /** Bands are gray or RGB, followed by alpha where the model has it. */
  final class Samples implements PixelRow {

    private final Raster raster;
    private final int bands;
    private final boolean colour;
    private final boolean alpha;
    private final int most;
    private final int[] samples;

    Samples(Raster raster, ColorModel model) {
      this.raster = raster;
      this.bands = raster.getNumBands();
      this.colour = model.getNumColorComponents() == 3;
      this.alpha = model.hasAlpha();
      this.most = (1 << model.getComponentSize(0)) - 1;
      this.samples = new int[raster.getWidth() * bands];
    }

    @Override
    public void read(int y, int[] argb) {
      raster.getPixels(0, y, argb.length, 1, samples);
      for (int x = 0; x < argb.length; x++) {
        argb[x] = argb(x * bands);
      }
    }

    private int argb(int at) {
      int red = eightBits(at);
      int green = colour ? eightBits(at + 1) : red;
      int blue = colour ? eightBits(at + 2) : red;
      int opacity = alpha ? eightBits(at + bands - 1) : 0xFF;
      return opacity << 24 | red << 16 | green << 8 | blue;
    }

    private int eightBits(int at) {
      int value = samples[at];
      return most == 0xFF ? value : (value * 0xFF + most / 2) / most;
    }
  }
}
