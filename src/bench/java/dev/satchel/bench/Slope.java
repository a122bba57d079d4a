package dev.satchel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How fast something grows: the least-squares line through one sample a second. */
final class Slope {

  private static final double KIB_PER_MIB = 1024;

  private final List<Long> samples = new ArrayList<>();

  /** Takes samples, in KiB, until it is interrupted. */
  Void sample(Callable<Long> kibibytes) throws Exception {
    while (true) {
      synchronized (samples) {
        samples.add(kibibytes.call());
      }
      Thread.sleep(1000);
    }
  }

  /** In MiB a minute. */
  double perMinute() {
    synchronized (samples) {
      double meanTime = (samples.size() - 1) / 2.0;
      double mean = samples.stream().mapToLong(Long::longValue).average().orElse(0);
      double covariance = 0;
      double variance = 0;
      for (int second = 0; second < samples.size(); second++) {
        covariance += (second - meanTime) * (samples.get(second) - mean);
        variance += (second - meanTime) * (second - meanTime);
      }
      return variance == 0 ? 0 : covariance / variance * 60 / KIB_PER_MIB;
    }
  }
}
