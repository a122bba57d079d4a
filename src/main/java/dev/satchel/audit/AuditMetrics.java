package dev.satchel.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of the audit. */
@Startup
@ApplicationScoped
class AuditMetrics {

  /** What is done again and again to keep the chains. */
  enum Work {
    CHAIN,
    SHOW,
    FORGET;

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Clock clock;
  private final Counter chained;
  private final Counter lost;
  private final Map<Work, AtomicLong> doneAt = new EnumMap<>(Work.class);

  AuditMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.chained = registry.counter("satchel.audit.chained");
    this.lost = registry.counter("satchel.audit.lost");
    Arrays.stream(Work.values()).forEach(it -> doneAt.put(it, lastSuccess(registry, it)));
  }

  /** Records got their places in the chain of an account: each does so once, in one replica. */
  void chained(int records) {
    chained.increment(records);
  }

  /** A record could not be kept. */
  void lost() {
    lost.increment();
  }

  /** The same work, whose success is noted. */
  Uni<Void> noted(Work work, Uni<Void> round) {
    return round.invoke(
        () -> Objects.requireNonNull(doneAt.get(work)).set(clock.instant().getEpochSecond()));
  }

  /** The start of the service counts as one, so that nothing is late from the beginning. */
  private AtomicLong lastSuccess(MeterRegistry registry, Work work) {
    var seconds = new AtomicLong(clock.instant().getEpochSecond());
    Gauge.builder("satchel.audit.last.success.timestamp", seconds::get)
        .tag("work", work.wireName())
        .baseUnit("seconds")
        .register(registry);
    return seconds;
  }
}
