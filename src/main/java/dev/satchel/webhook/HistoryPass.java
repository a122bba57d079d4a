package dev.satchel.webhook;

import dev.satchel.retention.Pass;
import dev.satchel.retention.RetentionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets deliveries and events that were kept for the record only. */
@ApplicationScoped
class HistoryPass implements Pass {

  private final DeliveryUpkeep deliveries;
  private final RetentionConfig config;

  HistoryPass(DeliveryUpkeep deliveries, RetentionConfig config) {
    this.deliveries = deliveries;
    this.config = config;
  }

  @Override
  public Kind kind() {
    return Kind.HISTORY;
  }

  @Override
  public Uni<Batch> batch() {
    return deliveries
        .purge(config.history(), config.batch())
        .map(purged -> new Batch(purged, purged, 0, purged >= config.batch()));
  }
}
