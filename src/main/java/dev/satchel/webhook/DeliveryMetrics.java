package dev.satchel.webhook;

import dev.satchel.webhook.Settlement.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of deliveries. */
@Startup
@ApplicationScoped
class DeliveryMetrics {

  private final Map<Status, Timer> attempts = new EnumMap<>(Status.class);
  private final AtomicLong oldestMillis = new AtomicLong();

  DeliveryMetrics(MeterRegistry registry) {
    Arrays.stream(Status.values())
        .forEach(
            it ->
                attempts.put(
                    it, registry.timer("satchel.webhook.attempts", "outcome", outcome(it))));
    TimeGauge.builder("satchel.webhook.oldest.due", oldestMillis::get, TimeUnit.MILLISECONDS)
        .register(registry);
  }

  void settled(Settlement settlement) {
    Objects.requireNonNull(attempts.get(settlement.status()))
        .record(settlement.attempt().duration());
  }

  /** How long the oldest delivery that is due has been so. */
  void oldest(Duration delay) {
    oldestMillis.set(delay.toMillis());
  }

  private static String outcome(Status status) {
    return switch (status) {
      case DELIVERED -> "delivered";
      case PENDING -> "retried";
      case FAILED -> "failed";
    };
  }
}
