package dev.satchel.image.pipeline;

import java.awt.image.Raster;

/** A row of samples, of which each is reduced to 8 bits. */
final class EightBits {

  private final Raster raster;
  private final int bands;
  private final int most;
  private final int[] samples;

  EightBits(Raster raster) {
    this.raster = raster;
    this.bands = raster.getNumBands();
    this.most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    this.samples = new int[raster.getWidth() * bands];
  }

  void read(int y) {
    raster.getPixels(0, y, raster.getWidth(), 1, samples);
  }

  int at(int x, int band) {
    int value = samples[x * bands + band];
    return most == 0xFF ? value : (value * 0xFF + most / 2) / most;
  }
}
