package dev.satchel.retention;

import dev.satchel.config.SatchelConfig;
import dev.satchel.file.RemovableFiles;
import dev.satchel.retention.Pass.Batch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Runs the passes, one after the other, none beside itself. A full batch is followed by the next
 * one at once; a pass that fails keeps no other from running. Stops after the batch that is
 * running. That which tells of expiry waits for no other, whatever there is to remove.
 */
@ApplicationScoped
class RetentionSchedule {

  private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);

  private final ExpiryPass expiry;
  private final List<Pass> passes;
  private final PassRecords records;
  private final RetentionMetrics metrics;
  private final RemovableFiles files;
  private final Clock clock;
  private final SatchelConfig.Retention config;
  private volatile boolean stopped;

  RetentionSchedule(
      ExpiryPass expiry,
      PurgePass purge,
      LeftUploadsPass uploads,
      ComparisonPass comparison,
      HistoryPass history,
      PassRecords records,
      RetentionMetrics metrics,
      RemovableFiles files,
      Clock clock,
      SatchelConfig config) {
    this.expiry = expiry;
    this.passes = List.of(purge, uploads, comparison, history);
    this.records = records;
    this.metrics = metrics;
    this.files = files;
    this.clock = clock;
    this.config = config.retention();
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
  }

  @Scheduled(
      every = "${satchel.retention.tell-every:20s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> tell() {
    return run(expiry);
  }

  @Scheduled(
      every = "${satchel.retention.every:60s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return Multi.createFrom()
        .iterable(passes)
        .onItem()
        .transformToUniAndConcatenate(this::run)
        .collect()
        .last()
        .chain(() -> files.overdue(config.grace()))
        .invoke(metrics::overdue)
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warn("The end of a round of passes failed", failure))
        .onFailure()
        .recoverWithNull();
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
        .invoke(done -> report(pass, done))
        .chain(done -> records.add(pass.kind(), started, done))
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "The pass %s failed", pass.kind()))
        .onFailure()
        .recoverWithNull();
  }

  private void report(Pass pass, Batch done) {
    metrics.passed(pass.kind(), done);
    if (done.seen() > 0) {
      LOG.infof(
          "The pass %s saw %d, removed %d, and left %d",
          pass.kind(), done.seen(), done.removed(), done.failed());
    }
  }
}
