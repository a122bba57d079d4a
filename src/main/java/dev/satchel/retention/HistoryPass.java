package dev.satchel.retention;

import dev.satchel.config.SatchelConfig;
import dev.satchel.webhook.DeliveryUpkeep;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets what was kept for the record only. */
@ApplicationScoped
class HistoryPass implements Pass {

  private final DeliveryUpkeep deliveries;
  private final PassRecords records;
  private final SatchelConfig.Retention config;

  HistoryPass(DeliveryUpkeep deliveries, PassRecords records, SatchelConfig config) {
    this.deliveries = deliveries;
    this.records = records;
    this.config = config.retention();
  }

  @Override
  public String kind() {
    return "history";
  }

  @Override
  public Uni<Batch> batch() {
    return deliveries
        .purge(config.history(), config.batch())
        .call(() -> records.purge(config.history()))
        .map(purged -> new Batch(purged, purged, 0, purged >= config.batch()));
  }
}
