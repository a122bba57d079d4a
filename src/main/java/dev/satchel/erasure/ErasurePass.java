package dev.satchel.erasure;

import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps erasures in the ledger, and ends those of which nothing is left. */
@ApplicationScoped
public class ErasurePass implements Pass {

  private final ErasureRows rows;
  private final ErasureLedger ledger;
  private final int limit;

  ErasurePass(ErasureRows rows, ErasureLedger ledger, RetentionConfig config) {
    this.rows = rows;
    this.ledger = ledger;
    this.limit = config.batch();
  }

  @Override
  public Kind kind() {
    return Kind.ERASURE;
  }

  @Override
  public Uni<Batch> batch() {
    return rows.toKeep(limit)
        .call(this::keep)
        .chain(
            kept ->
                rows.finish()
                    .map(finished -> new Batch(finished, finished, 0, kept.size() == limit)));
  }

  private Uni<?> keep(List<LedgerEntry> entries) {
    return Multi.createFrom()
        .iterable(entries)
        .onItem()
        .transformToUniAndConcatenate(entry -> ledger.put(entry).chain(() -> rows.kept(entry)))
        .collect()
        .last();
  }
}
