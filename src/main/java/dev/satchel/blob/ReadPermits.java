package dev.satchel.blob;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many blobs may be read at a time. Each read holds one of the store's connections for as long
 * as its reader likes, so not all of them may be lent out. Safe for use by several threads.
 */
final class ReadPermits {

  private final Semaphore free;

  /**
   * @param most {@code satchel.download.max-concurrent}
   */
  ReadPermits(int most, MeterRegistry registry) {
    this.free = new Semaphore(most);
    Gauge.builder("satchel.download.running", () -> most - free.availablePermits())
        .register(registry);
    Gauge.builder("satchel.download.limit", () -> most).register(registry);
  }

  /** What gives the permit back, at its first call; empty where none is left. */
  Optional<Runnable> take() {
    if (!free.tryAcquire()) {
      return Optional.empty();
    }
    var held = new AtomicBoolean(true);
    return Optional.of(
        () -> {
          if (held.compareAndSet(true, false)) {
            free.release();
          }
        });
  }
}
