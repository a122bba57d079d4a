package dev.satchel.intake;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets old answers, batch by batch, in every replica. */
@ApplicationScoped
class IdempotencyUpkeep {

  private final IdempotencyRecords records;

  IdempotencyUpkeep(IdempotencyRecords records) {
    this.records = records;
  }

  @Scheduled(
      every = "${satchel.idempotency.purge-every:10m}",
      delayed = "10s",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return Multi.createBy()
        .repeating()
        .uni(records::purge)
        .until(purged -> purged == 0)
        .onItem()
        .ignoreAsUni();
  }
}
