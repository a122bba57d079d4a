package dev.satchel.retention;

import dev.satchel.config.SatchelConfig;
import dev.satchel.file.ExpiredFiles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Tells of files of file requests that have expired: one event for each request. */
@ApplicationScoped
class ExpiryPass implements Pass {

  private final ExpiredFiles files;
  private final int limit;

  ExpiryPass(ExpiredFiles files, SatchelConfig config) {
    this.files = files;
    this.limit = config.retention().batch();
  }

  @Override
  public String kind() {
    return "expiry";
  }

  @Override
  public Uni<Batch> batch() {
    return files.requests(limit).chain(this::tell);
  }

  private Uni<Batch> tell(List<UUID> requests) {
    return Multi.createFrom()
        .iterable(requests)
        .onItem()
        .transformToUniAndConcatenate(files::tell)
        .collect()
        .in(() -> new int[1], (sum, told) -> sum[0] += told)
        .map(sum -> new Batch(sum[0], sum[0], 0, sum[0] > 0));
  }
}
