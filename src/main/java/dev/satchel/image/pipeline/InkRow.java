package dev.satchel.image.pipeline;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cyan, magenta, yellow and black ink. What the inks look like is told by their profile.
 * Without one each is taken for perfect, as browsers do with JPEGs: black is black.
 */
final class InkRow implements PixelRow {

  private static final int INKS = 4;

  private final EightBits samples;
  private final boolean alpha;
  private final @Nullable Converted converted;

  InkRow(Raster raster, boolean alpha, @Nullable ICC_Profile profile) {
    this.samples = new EightBits(raster);
    this.alpha = alpha && raster.getNumBands() > INKS;
    this.converted = profile == null ? null : new Converted(profile, raster.getWidth());
  }

  @Override
  public boolean alpha() {
    return alpha;
  }

  @Override
  public void read(int y, int[] argb) {
    samples.read(y);
    if (converted == null) {
      for (int x = 0; x < argb.length; x++) {
        argb[x] = light(x, 0) << 16 | light(x, 1) << 8 | light(x, 2);
      }
    } else {
      converted.read(samples, argb);
    }
    for (int x = 0; x < argb.length; x++) {
      argb[x] |= (alpha ? samples.at(x, INKS) : 0xFF) << 24;
    }
  }

  /** What one ink, and black, leave of white. */
  private int light(int x, int ink) {
    return ((0xFF - samples.at(x, ink)) * (0xFF - samples.at(x, 3)) + 0x7F) / 0xFF;
  }

  /** A row of inks, and one of what they look like. */
  private static final class Converted {

    private final ColorConvertOp conversion = new ColorConvertOp(null);
    private final BufferedImage inks;
    private final BufferedImage standard;
    private final int[] row;

    Converted(ICC_Profile profile, int width) {
      this.inks = interleaved(new ICC_ColorSpace(profile), width);
      this.standard = interleaved(ColorSpace.getInstance(ColorSpace.CS_sRGB), width);
      this.row = new int[INKS * width];
    }

    private static BufferedImage interleaved(ColorSpace space, int width) {
      var model =
          new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
      WritableRaster row =
          Raster.createInterleavedRaster(
              DataBuffer.TYPE_BYTE, width, 1, space.getNumComponents(), null);
      return new BufferedImage(model, row, false, null);
    }

    void read(EightBits samples, int[] argb) {
      for (int i = 0; i < row.length; i++) {
        row[i] = samples.at(i / INKS, i % INKS);
      }
      inks.getRaster().setPixels(0, 0, argb.length, 1, row);
      conversion.filter(inks, standard);
      standard.getRGB(0, 0, argb.length, 1, argb, 0, argb.length);
      for (int x = 0; x < argb.length; x++) {
        argb[x] &= 0xFFFFFF;
      }
    }
  }
}
