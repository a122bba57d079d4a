package dev.satchel.image.pipeline;

import dev.satchel.image.header.EmbeddedProfile;
import dev.satchel.image.header.TiffCoding;
import dev.satchel.image.header.TiffCoding.Colours;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Objects;

/** Reads rows of any picture as 8 bit ARGB, alpha not multiplied in. */
interface PixelRow {

  /**
   * Reads row {@code y}.
   *
   * @param argb takes one value for each column
   */
  void read(int y, int[] argb);

  /** Whether it may be transparent. */
  boolean alpha();

  static PixelRow of(BufferedImage pixels, Plan plan) {
    TiffCoding tiff = plan.header().decoding().tiff();
    if (tiff != null && tiff.colours() != null) {
      return of(pixels.getRaster(), tiff, plan);
    }
    return plainSamples(pixels.getColorModel())
        ? new Samples(pixels.getRaster(), pixels.getColorModel())
        : new Converted(pixels);
  }

  private static PixelRow of(Raster raster, TiffCoding tiff, Plan plan) {
    Colours colours = Objects.requireNonNull(tiff.colours());
    EmbeddedProfile profile = plan.header().decoding().profile();
    return switch (colours) {
      case INKS -> new InkRow(raster, tiff.alpha(), profile == null ? null : profile.cmyk());
      case LAB, ICC_LAB -> new LabRow(raster, colours, tiff.alpha());
    };
  }

  /** Java converts it. */
  record Converted(BufferedImage pixels) implements PixelRow {

    @Override
    public void read(int y, int[] argb) {
      pixels.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
    }

    @Override
    public boolean alpha() {
      return pixels.getColorModel().hasAlpha();
    }
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

    private final EightBits samples;
    private final int bands;
    private final boolean colour;
    private final boolean alpha;

    Samples(Raster raster, ColorModel model) {
      this.samples = new EightBits(raster);
      this.bands = raster.getNumBands();
      this.colour = model.getNumColorComponents() == 3;
      this.alpha = model.hasAlpha();
    }

    @Override
    public boolean alpha() {
      return alpha;
    }

    @Override
    public void read(int y, int[] argb) {
      samples.read(y);
      for (int x = 0; x < argb.length; x++) {
        argb[x] = argb(x);
      }
    }

    private int argb(int x) {
      int red = samples.at(x, 0);
      int green = colour ? samples.at(x, 1) : red;
      int blue = colour ? samples.at(x, 2) : red;
      int opacity = alpha ? samples.at(x, bands - 1) : 0xFF;
      return opacity << 24 | red << 16 | green << 8 | blue;
    }
  }
}
