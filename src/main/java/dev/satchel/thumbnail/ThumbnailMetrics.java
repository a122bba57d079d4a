package dev.satchel.thumbnail;

import dev.satchel.image.Rendering;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** What an operator wants to know of thumbnails. */
@ApplicationScoped
class ThumbnailMetrics {

  private final MeterRegistry registry;

  ThumbnailMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** An engine was at work. */
  void rendered(Rendering rendering, Duration time) {
    String outcome =
        switch (rendering) {
          case Rendering.Thumbnail _ -> "thumbnail";
          case Rendering.NotDecodable _ -> "not_decodable";
        };
    registry.timer("satchel.thumbnail.renderings", "outcome", outcome).record(time);
  }

  /** A request was given what another one had begun. */
  void shared() {
    registry.counter("satchel.thumbnail.shared").increment();
  }

  /**
   * Tells how many renderings run, and how many wait.
   *
   * @param running asked on any thread
   * @param waiting asked on any thread
   */
  void workers(Supplier<Number> running, Supplier<Number> waiting) {
    Gauge.builder("satchel.thumbnail.running", running).register(registry);
    Gauge.builder("satchel.thumbnail.waiting", waiting).register(registry);
  }

  /** One was answered from the store. */
  void served() {
    registry.counter("satchel.thumbnail.served").increment();
  }

  /** One was brought to the store. */
  void stored() {
    registry.counter("satchel.thumbnail.stored").increment();
  }

  /** One on record is not what it should be, or not there. */
  void lost() {
    registry.counter("satchel.thumbnail.lost").increment();
  }

  /**
   * Something that would have spared a later request a rendering was left.
   *
   * @param reason of a fixed set
   */
  void dropped(String reason) {
    registry.counter("satchel.thumbnail.dropped", "reason", reason).increment();
  }
}
