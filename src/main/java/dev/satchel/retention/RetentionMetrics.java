package dev.satchel.retention;

import dev.satchel.retention.Pass.Batch;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of forgetting. */
@ApplicationScoped
class RetentionMetrics {

  private static final String KIND = "kind";

  private final MeterRegistry registry;
  private final AtomicLong overdueSeconds;

  RetentionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.overdueSeconds = registry.gauge("satchel.retention.overdue.seconds", new AtomicLong());
  }

  void passed(String kind, Batch done) {
    registry.counter("satchel.retention.seen", KIND, kind).increment((double) done.seen());
    registry.counter("satchel.retention.removed", KIND, kind).increment((double) done.removed());
    registry.counter("satchel.retention.failed", KIND, kind).increment((double) done.failed());
  }

  /** How long the file that should be gone for longest has been so. */
  void overdue(Duration time) {
    overdueSeconds.set(time.toSeconds());
  }
}
