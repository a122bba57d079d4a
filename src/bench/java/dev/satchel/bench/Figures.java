package dev.satchel.bench;

/** Lines of the report. */
final class Figures {

  private Figures() {}

  static void head() {
    System.out.printf("%-48s %12s %12s %7s%n", "figure", "Satchel", "baseline", "ratio");
  }

  /** What was measured, beside a baseline of the same run, and the ratio. */
  static void print(String figure, double ours, double theirs) {
    System.out.printf("%-48s %12.1f %12.1f %7.2f%n", figure, ours, theirs, ours / theirs);
  }

  /** What has no baseline. */
  static void print(String figure, double value) {
    System.out.printf("%-48s %12.1f%n", figure, value);
  }
}
