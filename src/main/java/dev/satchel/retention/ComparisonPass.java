package dev.satchel.retention;

import dev.satchel.blob.BlobRemoval;
import dev.satchel.blob.OpenUploads;
import dev.satchel.config.SatchelConfig;
import dev.satchel.file.BlobOwners;
import dev.satchel.retention.BucketComparison.Findings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Compares bucket and table, in one replica at a time and not too often. */
@ApplicationScoped
class ComparisonPass implements Pass {

  static final String KIND = "comparison";

  private final BlobRemoval blobs;
  private final OpenUploads uploads;
  private final BlobOwners owners;
  private final PassRecords records;
  private final RetentionMetrics metrics;
  private final Clock clock;
  private final SatchelConfig.Retention config;

  ComparisonPass(
      BlobRemoval blobs,
      OpenUploads uploads,
      BlobOwners owners,
      PassRecords records,
      RetentionMetrics metrics,
      Clock clock,
      SatchelConfig config) {
    this.blobs = blobs;
    this.uploads = uploads;
    this.owners = owners;
    this.records = records;
    this.metrics = metrics;
    this.clock = clock;
    this.config = config.retention();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Uni<Batch> batch() {
    return records
        .take(KIND, config.compareEvery())
        .chain(
            taken ->
                taken
                    ? compare().map(it -> new Batch(it.orphans(), it.removed(), it.failed(), false))
                    : Uni.createFrom().item(Batch.NONE));
  }

  /** Compares now, whoever has done so before. */
  Uni<Findings> compare() {
    return Uni.createFrom()
        .deferred(() -> new BucketComparison(blobs, uploads, owners, config, clock.instant()).run())
        .invoke(metrics::compared);
  }
}
