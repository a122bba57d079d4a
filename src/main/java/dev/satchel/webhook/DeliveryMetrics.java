package dev.satchel.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of deliveries. */
@ApplicationScoped
class DeliveryMetrics {

  private static final String OUTCOME = "outcome";

  private final MeterRegistry registry;
  private final AtomicLong oldestMillis;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.oldestMillis = registry.gauge("satchel.webhook.oldest.due.millis", new AtomicLong());
  }

  void settled(Settlement settlement) {
    String outcome =
        switch (settlement.status()) {
          case DELIVERED -> "delivered";
          case PENDING -> "retried";
          case FAILED -> "failed";
        };
    registry
        .timer("satchel.webhook.attempts", OUTCOME, outcome)
        .record(settlement.attempt().duration());
  }

  /** How long the oldest delivery that is due has been so. */
  void oldest(Duration delay) {
    oldestMillis.set(delay.toMillis());
  }
}
