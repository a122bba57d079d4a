package dev.satchel.file;

import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells of files of file requests that have expired: one event for each request. */
@ApplicationScoped
public class ExpiryPass implements Pass {

  private static final Logger LOG = Logger.getLogger(ExpiryPass.class);

  private final ExpiredFiles files;
  private final int limit;

  ExpiryPass(ExpiredFiles files, RetentionConfig config) {
    this.files = files;
    this.limit = config.batch();
  }

  @Override
  public Kind kind() {
    return Kind.EXPIRY;
  }

  @Override
  public Uni<Batch> batch() {
    return files.requests(limit).chain(this::tell);
  }

  private Uni<Batch> tell(List<UUID> requests) {
    return Multi.createFrom()
        .iterable(requests)
        .onItem()
        .transformToUniAndConcatenate(this::tell)
        .collect()
        .in(() -> new Batch[] {Batch.NONE}, (sum, told) -> sum[0] = sum[0].plus(told))
        .map(
            sum ->
                new Batch(sum[0].seen(), sum[0].removed(), sum[0].failed(), sum[0].removed() > 0));
  }

  /** One request of which nobody can be told now keeps none of the others from it. */
  private Uni<Batch> tell(UUID request) {
    return files
        .tell(request)
        .map(told -> new Batch(told, told, 0, false))
        .onFailure()
        .invoke(failure -> LOG.warn("That files of a request expired was not told", failure))
        .onFailure()
        .recoverWithItem(new Batch(1, 0, 1, false));
  }
}
