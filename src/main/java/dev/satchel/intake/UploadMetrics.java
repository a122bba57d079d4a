package dev.satchel.intake;

import dev.satchel.file.FileView;
import dev.satchel.problem.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator wants to know of uploads. Any thread may call. */
@Startup
@ApplicationScoped
class UploadMetrics {

  private static final String ENDED = "satchel.upload.ended";
  private static final String OUTCOME = "outcome";
  private static final String DONE = "done";

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter files;
  private final Counter stored;

  UploadMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.received = bytes("satchel.upload.received");
    this.files = registry.counter("satchel.upload.files");
    this.stored = bytes("satchel.upload.stored");
    registry.counter(ENDED, OUTCOME, DONE);
  }

  /**
   * An upload has been answered, or has nobody to be answered.
   *
   * @param bytes of its body that have come
   * @param failure null where it was completed
   */
  void ended(long bytes, @Nullable Throwable failure) {
    received.increment((double) bytes);
    String outcome = failure == null ? DONE : Outcome.of(failure);
    registry.counter(ENDED, OUTCOME, outcome).increment();
  }

  /** Files are in the store and committed. */
  void stored(List<FileView> committed) {
    files.increment(committed.size());
    stored.increment((double) committed.stream().mapToLong(FileView::size).sum());
  }

  private Counter bytes(String name) {
    return Counter.builder(name).baseUnit(BaseUnits.BYTES).register(registry);
  }
}
