package dev.satchel.intake;

import dev.satchel.blob.BlobRemoval;
import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Removes what uploads have left that a crash has ended, or that would not end. */
@ApplicationScoped
public class LeftUploadsPass implements Pass {

  private static final Logger LOG = Logger.getLogger(LeftUploadsPass.class);

  private final PendingUploads uploads;
  private final DroppedUploads dropped;
  private final BlobRemoval blobs;
  private final RetentionConfig config;

  LeftUploadsPass(
      PendingUploads uploads, DroppedUploads dropped, BlobRemoval blobs, RetentionConfig config) {
    this.uploads = uploads;
    this.dropped = dropped;
    this.blobs = blobs;
    this.config = config;
  }

  @Override
  public Kind kind() {
    return Kind.UPLOADS;
  }

  @Override
  public Uni<Batch> batch() {
    return uploads
        .giveUp(config.orphanAge(), config.batch())
        .chain(this::remove)
        .call(() -> dropped.forget(config.batch()));
  }

  private Uni<Batch> remove(List<UUID> given) {
    return Multi.createFrom()
        .iterable(given)
        .onItem()
        .transformToUniAndConcatenate(this::remove)
        .collect()
        .asList()
        .map(
            results -> {
              long removed = results.stream().filter(it -> it).count();
              boolean full = given.size() == config.batch() && removed > 0;
              return new Batch(given.size(), removed, given.size() - removed, full);
            });
  }

  /** An upload has a page of objects at the most; one with more is emptied page by page. */
  private Uni<Boolean> remove(UUID upload) {
    return Multi.createBy()
        .repeating()
        .uni(() -> blobs.removeUpload(upload))
        .until(removed -> removed == 0)
        .collect()
        .last()
        .chain(() -> uploads.forget(upload))
        .replaceWith(true)
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "Upload %s stays on record", upload))
        .onFailure()
        .recoverWithItem(false);
  }
}
