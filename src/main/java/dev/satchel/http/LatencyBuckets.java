package dev.satchel.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives all timers of requests, and those of {@code satchel.*}, the same histogram, so that any
 * share of their times can be told across replicas, and a bucket can name a trace as its example.
 * Few buckets, since each costs a series for each combination of labels.
 */
@Singleton
class LatencyBuckets implements MeterFilter {

  private static final double[] NANOS =
      Stream.of(5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private static final DistributionStatisticConfig HISTOGRAM =
      DistributionStatisticConfig.builder().serviceLevelObjectives(NANOS).build();

  @Override
  public @Nullable DistributionStatisticConfig configure(
      Meter.Id id, DistributionStatisticConfig config) {
    return isOurs(id) ? HISTOGRAM.merge(config) : config;
  }

  private static boolean isOurs(Meter.Id id) {
    return id.getType() == Meter.Type.TIMER
        && (id.getName().startsWith("satchel.") || id.getName().equals("http.server.requests"));
  }
}
