package dev.satchel.bench;

import java.awt.image.BufferedImage;

/**
 * How like two pictures are: the mean structural similarity of their luminance over blocks of 8x8
 * (Wang et al., Image Quality Assessment, 2004). 1 is the same.
 */
final class Likeness {

  private static final int BLOCK = 8;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  private Likeness() {}

  static double of(BufferedImage one, BufferedImage other) {
    double sum = 0;
    int blocks = 0;
    for (int y = 0; y + BLOCK <= one.getHeight(); y += BLOCK / 2) {
      for (int x = 0; x + BLOCK <= one.getWidth(); x += BLOCK / 2) {
        sum += ofBlock(one, other, x, y);
        blocks++;
      }
    }
    return sum / blocks;
  }

  private static double ofBlock(BufferedImage one, BufferedImage other, int left, int top) {
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        double p = luminance(one.getRGB(x, y));
        double q = luminance(other.getRGB(x, y));
        a += p;
        b += q;
        aa += p * p;
        bb += q * q;
        ab += p * q;
      }
    }
    double n = BLOCK * BLOCK;
    double meanA = a / n;
    double meanB = b / n;
    double varianceA = aa / n - meanA * meanA;
    double varianceB = bb / n - meanB * meanB;
    double covariance = ab / n - meanA * meanB;
    return (2 * meanA * meanB + C1)
        * (2 * covariance + C2)
        / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
  }

  private static double luminance(int rgb) {
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
