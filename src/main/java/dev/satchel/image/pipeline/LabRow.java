package dev.satchel.image.pipeline;

import dev.satchel.image.header.TiffCoding.Colours;
import java.awt.image.Raster;

/**
 * Rows of CIE L*a*b*, relative to the white of D50 (ICC.1, 6.3.1), which becomes the white of sRGB.
 */
final class LabRow implements PixelRow {

  /** X and Z of D50 (ICC.1, 7.2.16). */
  private static final double WHITE_X = 0.9642;

  private static final double WHITE_Z = 0.8249;

  /** From X, Y and Z relative to D50 to the linear light of sRGB (IEC 61966-2-1, by Bradford). */
  private static final double[] TO_RGB = {
    3.1338561,
    -1.6168667,
    -0.4906146,
    -0.9787684,
    1.9161415,
    0.0334540,
    0.0719453,
    -0.2289914,
    1.4052427
  };

  private final Raster raster;
  private final boolean signed;
  private final boolean alpha;
  private final boolean wide;
  private final int bands;
  private final int[] samples;

  LabRow(Raster raster, Colours colours, boolean alpha) {
    this.raster = raster;
    this.signed = colours == Colours.LAB;
    this.wide = raster.getSampleModel().getSampleSize(0) > Byte.SIZE;
    this.bands = raster.getNumBands();
    this.alpha = alpha && bands > 3;
    this.samples = new int[raster.getWidth() * bands];
  }

  @Override
  public boolean alpha() {
    return alpha;
  }

  @Override
  public void read(int y, int[] argb) {
    raster.getPixels(0, y, argb.length, 1, samples);
    for (int x = 0; x < argb.length; x++) {
      int at = x * bands;
      int opacity = alpha ? eightBits(samples[at + 3]) : 0xFF;
      argb[x] =
          opacity << 24
              | rgb(lightness(samples[at]), chroma(samples[at + 1]), chroma(samples[at + 2]));
    }
  }

  private int eightBits(int sample) {
    return wide ? (sample * 0xFF + 0x7FFF) / 0xFFFF : sample;
  }

  /** 0 to 100. In a profile's encoding of 16 bits, 100 is 0xFF00. */
  private double lightness(int sample) {
    double most = wide ? (signed ? 0xFFFF : 0xFF00) : 0xFF;
    return Math.min(100, sample * 100 / most);
  }

  /** -128 to 128. */
  private double chroma(int sample) {
    double units = wide ? sample / 256.0 : sample;
    return signed ? (units >= 128 ? units - 256 : units) : units - 128;
  }

  private static int rgb(double lightness, double a, double b) {
    double fy = (lightness + 16) / 116;
    double x = WHITE_X * linear(fy + a / 500);
    double y = linear(fy);
    double z = WHITE_Z * linear(fy - b / 200);
    return sample(x, y, z, 0) << 16 | sample(x, y, z, 3) << 8 | sample(x, y, z, 6);
  }

  /** CIE 15, 8.2.1.1, backwards. */
  private static double linear(double root) {
    return root > 6 / 29.0 ? root * root * root : 3 * 36 / 841.0 * (root - 4 / 29.0);
  }

  private static int sample(double x, double y, double z, int row) {
    double light = TO_RGB[row] * x + TO_RGB[row + 1] * y + TO_RGB[row + 2] * z;
    return (int) Math.round(TransferFunction.standard(Math.clamp(light, 0, 1)) * 0xFF);
  }
}
