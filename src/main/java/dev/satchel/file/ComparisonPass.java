package dev.satchel.file;

import dev.satchel.blob.BlobRemoval;
import dev.satchel.blob.OpenUploads;
import dev.satchel.file.BucketComparison.Findings;
import dev.satchel.file.BucketComparison.Rules;
import dev.satchel.retention.Pass;
import dev.satchel.retention.PassRecords;
import dev.satchel.retention.RetentionConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Compares bucket and table, in one replica at a time and not too often. */
@Startup
@ApplicationScoped
public class ComparisonPass implements Pass {

  private final BlobRemoval blobs;
  private final OpenUploads uploads;
  private final BlobOwners owners;
  private final PassRecords records;
  private final AtomicLong missing;
  private final Clock clock;
  private final RetentionConfig config;

  ComparisonPass(
      BlobRemoval blobs,
      OpenUploads uploads,
      BlobOwners owners,
      PassRecords records,
      MeterRegistry registry,
      Clock clock,
      RetentionConfig config) {
    this.blobs = blobs;
    this.uploads = uploads;
    this.owners = owners;
    this.records = records;
    this.missing = registry.gauge("satchel.retention.files.without.bytes", new AtomicLong());
    this.clock = clock;
    this.config = config;
  }

  @Override
  public Kind kind() {
    return Kind.COMPARISON;
  }

  @Override
  public Uni<Batch> batch() {
    return records
        .take(kind(), config.compareEvery())
        .chain(
            taken ->
                taken
                    ? compare().map(it -> new Batch(it.orphans(), it.removed(), it.failed(), false))
                    : Uni.createFrom().item(Batch.NONE));
  }

  /** Compares now, whoever has done so before. */
  public Uni<Findings> compare() {
    boolean isDry = config.dryRun() || config.reportOnly();
    return Uni.createFrom()
        .deferred(
            () -> {
              Instant before = clock.instant().minus(config.orphanAge());
              return compare(
                  new Rules(
                      before,
                      isDry ? 0 : config.removalCap(),
                      /* names= */ 0,
                      /* uploadsOwn= */ true));
            })
        .invoke(found -> missing.set(found.missing()));
  }

  /**
   * Compares all that is there by now, and removes nothing. Uploads own nothing: a restored
   * database may know of one, though it has become a file since.
   *
   * @param names of either side that are told
   */
  Uni<Findings> report(int names) {
    return Uni.createFrom()
        .deferred(
            () ->
                compare(
                    new Rules(
                        clock.instant(), /* removalCap= */ 0, names, /* uploadsOwn= */ false)));
  }

  private Uni<Findings> compare(Rules rules) {
    return new BucketComparison(blobs, uploads, owners, config, rules).run();
  }
}
