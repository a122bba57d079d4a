package dev.satchel.file;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobRemoval;
import dev.satchel.file.RemovableFiles.Removable;
import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Removes files whose time is over, with their thumbnails: blobs first, rows last. A blob that the
 * store did not remove keeps its row, and is tried again when the claim has run out.
 */
@ApplicationScoped
public class PurgePass implements Pass {

  private final RemovableFiles files;
  private final BlobRemoval blobs;
  private final RetentionConfig config;

  PurgePass(RemovableFiles files, BlobRemoval blobs, RetentionConfig config) {
    this.files = files;
    this.blobs = blobs;
    this.config = config;
  }

  @Override
  public Kind kind() {
    return Kind.PURGE;
  }

  @Override
  public Uni<Batch> batch() {
    return files.claim(config.grace(), config.batch()).chain(this::remove);
  }

  private Uni<Batch> remove(List<Removable> claimed) {
    return blobs
        .remove(claimed.stream().flatMap(it -> it.keys().stream()).toList())
        .chain(failed -> forget(claimed, failed));
  }

  private Uni<Batch> forget(List<Removable> claimed, Set<BlobKey> failed) {
    List<UUID> gone =
        claimed.stream()
            .filter(it -> Collections.disjoint(it.keys(), failed))
            .map(Removable::id)
            .toList();
    boolean full = claimed.size() == config.batch() && !gone.isEmpty();
    return files
        .forget(gone)
        .map(forgotten -> new Batch(claimed.size(), forgotten, failed.size(), full));
  }
}
