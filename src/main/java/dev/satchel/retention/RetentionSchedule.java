package dev.satchel.retention;

import dev.satchel.retention.Pass.Batch;
import dev.satchel.retention.Pass.Kind;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Runs the passes, one after the other, none beside itself. A full batch is followed by the next
 * one at once; a pass that fails keeps no other from running. Stops after the batch that is
 * running. That which tells of expiry waits for no other, whatever there is to remove.
 */
@ApplicationScoped
class RetentionSchedule {

  private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);

  private final List<Pass> passes;
  private final PassRecords records;
  private final RetentionMetrics metrics;
  private final OverdueFiles files;
  private final Clock clock;
  private final RetentionConfig config;
  private volatile boolean stopped;

  RetentionSchedule(
      @All List<Pass> passes,
      PassRecords records,
      RetentionMetrics metrics,
      OverdueFiles files,
      Clock clock,
      RetentionConfig config) {
    this.passes = passes.stream().sorted(Comparator.comparing(Pass::kind)).toList();
    this.records = records;
    this.metrics = metrics;
    this.files = files;
    this.clock = clock;
    this.config = config;
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
  }

  @Scheduled(
      every = "${satchel.retention.tell-every:20s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> tell() {
    return run(pass -> pass.kind() == Kind.EXPIRY);
  }

  @Scheduled(
      every = "${satchel.retention.every:60s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return run(pass -> pass.kind() != Kind.EXPIRY)
        .chain(() -> files.overdue(config.grace()))
        .invoke(metrics::overdue)
        .chain(() -> records.purge(config.history()))
        .onFailure()
        .invoke(failure -> LOG.warn("The end of a round of passes failed", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> run(Predicate<Pass> chosen) {
    return Multi.createFrom()
        .iterable(passes)
        .filter(chosen)
        .filter(this::mayRun)
        .onItem()
        .transformToUniAndConcatenate(this::run)
        .collect()
        .last();
  }

  /** While all is only to be told, the one pass runs that tells. */
  private boolean mayRun(Pass pass) {
    return !config.reportOnly() || pass.kind() == Kind.COMPARISON;
  }

  /** A pass, batch by batch. */
  private Uni<Void> run(Pass pass) {
    Instant started = clock.instant();
    return Multi.createBy()
        .repeating()
        .uni(() -> stopped ? Uni.createFrom().item(Batch.NONE) : pass.batch())
        .whilst(Batch::isFull)
        .collect()
        .in(() -> new Batch[] {Batch.NONE}, (sum, batch) -> sum[0] = sum[0].plus(batch))
        .map(sum -> sum[0])
        .invoke(done -> report(pass, done, started))
        .chain(done -> records.add(pass.kind(), started, done))
        .onFailure()
        .invoke(failure -> report(pass, failure))
        .onFailure()
        .recoverWithNull();
  }

  private void report(Pass pass, Throwable failure) {
    metrics.failed(pass.kind());
    LOG.warnf(failure, "The pass %s failed", pass.kind().wireName());
  }

  private void report(Pass pass, Batch done, Instant started) {
    metrics.passed(pass.kind(), done, Duration.between(started, clock.instant()));
    if (done.seen() > 0) {
      LOG.infof(
          "The pass %s saw %d, removed %d, and left %d",
          pass.kind().wireName(), done.seen(), done.removed(), done.failed());
    }
  }
}
