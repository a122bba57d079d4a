package dev.satchel.retention;

import dev.satchel.retention.Pass.Batch;
import dev.satchel.retention.Pass.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of forgetting. */
@Startup
@ApplicationScoped
class RetentionMetrics {

  private static final String KIND = "kind";

  private final MeterRegistry registry;
  private final AtomicLong overdueSeconds;

  RetentionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.overdueSeconds = registry.gauge("satchel.retention.overdue.seconds", new AtomicLong());
    Arrays.stream(Kind.values()).forEach(it -> count(it, Batch.NONE));
    Arrays.stream(Kind.values()).forEach(this::failures);
    Arrays.stream(Kind.values()).forEach(this::passes);
  }

  /** A pass has come to its end. */
  void passed(Kind kind, Batch done, Duration time) {
    count(kind, done);
    passes(kind).record(time);
  }

  /** A pass could not be made to its end. */
  void failed(Kind kind) {
    failures(kind).increment();
  }

  /** How long the file that should be gone for longest has been so. */
  void overdue(Duration time) {
    overdueSeconds.set(time.toSeconds());
  }

  private void count(Kind kind, Batch done) {
    String name = kind.wireName();
    registry.counter("satchel.retention.seen", KIND, name).increment((double) done.seen());
    registry.counter("satchel.retention.removed", KIND, name).increment((double) done.removed());
    registry.counter("satchel.retention.failed", KIND, name).increment((double) done.failed());
  }

  private Timer passes(Kind kind) {
    return registry.timer("satchel.retention.passes", KIND, kind.wireName());
  }

  private Counter failures(Kind kind) {
    return registry.counter("satchel.retention.passes.failed", KIND, kind.wireName());
  }
}
