package dev.satchel.thumbnail;

import dev.satchel.image.Rendering;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an operator wants to know of thumbnails. */
@ApplicationScoped
class ThumbnailMetrics {

  /** There was no room for it. */
  static final String BUSY = "busy";

  /** It was tried. */
  static final String FAILED = "failed";

  private final MeterRegistry registry;
  private final Timer made;
  private final Timer notDecodable;
  private final Counter shared;
  private final Counter refused;
  private final Counter served;
  private final Counter stored;
  private final Counter lost;

  ThumbnailMetrics(MeterRegistry registry) {
    this.registry = registry;
    made = renderings("thumbnail");
    notDecodable = renderings("not_decodable");
    shared = registry.counter("satchel.thumbnail.shared");
    refused = registry.counter("satchel.thumbnail.refused");
    served = registry.counter("satchel.thumbnail.served");
    stored = registry.counter("satchel.thumbnail.stored");
    lost = registry.counter("satchel.thumbnail.lost");
    Stream.of(BUSY, FAILED).forEach(this::leftOut);
  }

  private Timer renderings(String outcome) {
    return registry.timer("satchel.thumbnail.renderings", "outcome", outcome);
  }

  private Counter leftOut(String reason) {
    return registry.counter("satchel.thumbnail.dropped", "reason", reason);
  }

  /** An engine was at work. */
  void rendered(Rendering rendering, Duration time) {
    Timer timer =
        switch (rendering) {
          case Rendering.Thumbnail _ -> made;
          case Rendering.NotDecodable _ -> notDecodable;
        };
    timer.record(time);
  }

  /** A request was given what another one had begun. */
  void shared() {
    shared.increment();
  }

  /** There was no place for a rendering, or no memory. */
  void refused() {
    refused.increment();
  }

  /**
   * Tells how many renderings run, how many wait, and for how long the one that was asked for first
   * has waited. All are asked on any thread.
   */
  void workers(Supplier<Number> running, Supplier<Number> waiting, Supplier<Duration> oldest) {
    Gauge.builder("satchel.thumbnail.running", running).register(registry);
    Gauge.builder("satchel.thumbnail.waiting", waiting).register(registry);
    TimeGauge.builder(
            "satchel.thumbnail.oldest.waiting",
            () -> oldest.get().toMillis(),
            TimeUnit.MILLISECONDS)
        .register(registry);
  }

  /** One was answered from the store. */
  void served() {
    served.increment();
  }

  /** One was brought to the store. */
  void stored() {
    stored.increment();
  }

  /** One on record is not what it should be, or not there. */
  void lost() {
    lost.increment();
  }

  /**
   * Something that would have spared a later request a rendering was left.
   *
   * @param reason {@link #BUSY} or {@link #FAILED}
   */
  void dropped(String reason) {
    leftOut(reason).increment();
  }
}
