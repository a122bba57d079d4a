package dev.satchel.image.pipeline;

import dev.satchel.image.header.CodedColours;

/** How numbers become light, and back. Light is 1 at the white of a page. */
final class TransferFunction {

  /** Candela per square metre of the white of a page where there is brighter light (BT.2408). */
  private static final double WHITE = 203;

  /** Candela per square metre at the upper end of PQ, and of HLG on its reference display. */
  private static final double PQ_PEAK = 10_000;

  private static final double HLG_PEAK = 1_000;

  /** From here on, light is compressed. */
  private static final double KNEE = 0.8;

  private TransferFunction() {}

  /**
   * The light of a sample.
   *
   * @param transfer by ITU-T H.273, table 3; those that are close to sRGB's count as that
   * @param sample 0 to 1
   */
  static double light(int transfer, double sample) {
    return switch (transfer) {
      case CodedColours.GAMMA_22 -> Math.pow(sample, 2.2);
      case CodedColours.GAMMA_28 -> Math.pow(sample, 2.8);
      case CodedColours.LINEAR -> sample;
      case CodedColours.PQ -> pq(sample);
      case CodedColours.HLG -> hlg(sample);
      default -> sample <= 0.04045 ? sample / 12.92 : Math.pow((sample + 0.055) / 1.055, 2.4);
    };
  }

  /** The sample in sRGB (IEC 61966-2-1) of light from 0 to 1. */
  static double standard(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }

  /** ITU-R BT.2100, table 4. */
  private static double pq(double sample) {
    double root = Math.pow(sample, 32 / 2523.0);
    double above = Math.max(0, root - 3424 / 4096.0);
    double below = 2413 / 128.0 - 2392 / 128.0 * root;
    return Math.pow(above / below, 8192 / 1305.0) * PQ_PEAK / WHITE;
  }

  /** Light of the scene, from 0 to 1 (ITU-R BT.2100, table 5). */
  private static double hlg(double sample) {
    return sample <= 0.5
        ? sample * sample / 3
        : (Math.exp((sample - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  }

  /** What light of the scene is multiplied by to be that of the reference display. */
  static double hlgGain(double red, double green, double blue) {
    double luminance = 0.2627 * red + 0.6780 * green + 0.0593 * blue;
    return Math.pow(luminance, 0.2) * HLG_PEAK / WHITE;
  }

  /** What light is multiplied by whose strongest colour is this, so that none is beyond 1. */
  static double compression(double strongest) {
    return strongest <= KNEE
        ? 1
        : (1 - (1 - KNEE) * Math.exp(-(strongest - KNEE) / (1 - KNEE))) / strongest;
  }
}
