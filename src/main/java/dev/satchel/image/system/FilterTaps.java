package dev.satchel.image.system;

/**
 * For each sample of a scaled row, the samples of the source that it is made of and their weights:
 * the Catmull-Rom cubic, widened by the ratio when scaling down, so that no detail turns into
 * patterns. Weights are fixed-point numbers that add up to {@link #ONE}.
 *
 * @param first index of the first source sample of each scaled one
 * @param weights of it and of those that follow
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record FilterTaps(int[] first, int[][] weights) {

  /** Bits of a weight behind the point: with 8 bits of a sample, a sum stays within an int. */
  static final int FRACTION_BITS = 12;

  static final int ONE = 1 << FRACTION_BITS;

  private static final double SUPPORT = 2;

  static FilterTaps of(int from, int to) {
    double ratio = (double) from / to;
    double width = Math.max(1, ratio);
    int[] first = new int[to];
    int[][] weights = new int[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio;
      first[i] = Math.max(0, (int) Math.round(centre - SUPPORT * width));
      int end = Math.min(from, (int) Math.round(centre + SUPPORT * width));
      weights[i] = weights(first[i], Math.max(first[i] + 1, end), centre, width);
    }
    return new FilterTaps(first, weights);
  }

  private static int[] weights(int first, int end, double centre, double width) {
    double[] exact = new double[end - first];
    double sum = 0;
    for (int i = 0; i < exact.length; i++) {
      exact[i] = cubic(Math.abs(first + i + 0.5 - centre) / width);
      sum += exact[i];
    }
    return fixed(exact, sum);
  }

  /** The rounding error goes to the largest weight, where it shows least. */
  private static int[] fixed(double[] exact, double sum) {
    int[] fixed = new int[exact.length];
    int rest = ONE;
    int largest = 0;
    for (int i = 0; i < exact.length; i++) {
      fixed[i] = (int) Math.round(exact[i] / sum * ONE);
      rest -= fixed[i];
      largest = fixed[i] > fixed[largest] ? i : largest;
    }
    fixed[largest] += rest;
    return fixed;
  }

  private static double cubic(double x) {
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < SUPPORT ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }
}
