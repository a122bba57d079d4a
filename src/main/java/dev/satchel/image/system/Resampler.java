package dev.satchel.image.system;

import dev.satchel.image.Extent;
import java.util.Arrays;

/**
 * Scales 8-bit samples, first down the columns, then along the rows. Every inner loop walks over
 * neighbouring samples with one weight, which is what the JVM turns into vector instructions: so
 * the rows of a block are laid beside each other before they are scaled along.
 */
final class Resampler {

  private static final int ROWS = 32;
  private static final int HALF = FilterTaps.ONE / 2;

  private final int channels;
  private final int width;
  private final FilterTaps down;
  private final FilterTaps along;
  private final int[] row;
  private final int[] block;
  private final int[] column = new int[ROWS];

  private Resampler(Extent from, Extent to, int channels) {
    this.channels = channels;
    this.width = from.width() * channels;
    this.down = FilterTaps.of(from.height(), to.height());
    this.along = FilterTaps.of(from.width(), to.width());
    this.row = new int[width];
    this.block = new int[width * ROWS];
  }

  /**
   * The samples at another size.
   *
   * @param samples row by row, {@code channels} for each pixel; not changed
   */
  static byte[] resampled(byte[] samples, Extent from, Extent to, int channels) {
    return from.equals(to) ? samples : new Resampler(from, to, channels).resampled(samples, to);
  }

  private byte[] resampled(byte[] samples, Extent to) {
    byte[] scaled = new byte[to.width() * to.height() * channels];
    for (int top = 0; top < to.height(); top += ROWS) {
      int rows = Math.min(ROWS, to.height() - top);
      for (int y = 0; y < rows; y++) {
        scaleDown(samples, top + y);
        layInBlock(y);
      }
      scaleAlong(scaled, top, rows, to.width());
    }
    return scaled;
  }

  private void scaleDown(byte[] samples, int y) {
    Arrays.fill(row, HALF);
    int[] weights = down.weights()[y];
    int from = down.first()[y] * width;
    int tap = 0;
    for (; tap + 1 < weights.length; tap += 2, from += 2 * width) {
      addRows(row, samples, from, width, weights[tap], weights[tap + 1]);
    }
    if (tap < weights.length) {
      addRow(row, samples, from, weights[tap]);
    }
  }

  private static void addRows(int[] sums, byte[] samples, int from, int next, int one, int other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += one * (samples[from + i] & 0xFF) + other * (samples[from + next + i] & 0xFF);
    }
  }

  private static void addRow(int[] sums, byte[] samples, int from, int weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (samples[from + i] & 0xFF);
    }
  }

  private void layInBlock(int y) {
    for (int i = 0, to = y; i < width; i++, to += ROWS) {
      block[to] = sample(row[i]);
    }
  }

  private void scaleAlong(byte[] scaled, int top, int rows, int targetWidth) {
    for (int x = 0; x < targetWidth; x++) {
      for (int channel = 0; channel < channels; channel++) {
        sumColumn(along.first()[x] * channels + channel, along.weights()[x]);
        int to = (top * targetWidth + x) * channels + channel;
        for (int y = 0; y < rows; y++, to += targetWidth * channels) {
          scaled[to] = (byte) sample(column[y]);
        }
      }
    }
  }

  private void sumColumn(int first, int[] weights) {
    Arrays.fill(column, HALF);
    int from = first * ROWS;
    for (int weight : weights) {
      addColumn(column, block, from, weight);
      from += channels * ROWS;
    }
  }

  private static void addColumn(int[] sums, int[] block, int from, int weight) {
    for (int y = 0; y < ROWS; y++) {
      sums[y] += weight * block[from + y];
    }
  }

  private static int sample(int sum) {
    return Math.clamp(sum >> FilterTaps.FRACTION_BITS, 0, 255);
  }
}
