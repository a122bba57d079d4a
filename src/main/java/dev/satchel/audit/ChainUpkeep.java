package dev.satchel.audit;

import dev.satchel.audit.AuditMetrics.Work;
import dev.satchel.log.RepeatedLine;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What keeps the chains: records get their places, the ends leave the database, and what is old
 * enough is forgotten. Every replica does it, account by account, and passes by what another one is
 * about.
 */
@ApplicationScoped
class ChainUpkeep {

  private static final Logger LOG = Logger.getLogger(ChainUpkeep.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  /** Accounts that are asked for at a time. */
  private static final int ACCOUNTS = 100;

  private static final UUID FIRST = new UUID(0, 0);

  private final Chains chains;
  private final ChainHeads heads;
  private final ForgottenRecords forgotten;
  private final AuditMetrics metrics;
  private final Clock clock;
  private final AuditConfig config;

  ChainUpkeep(
      Chains chains,
      ChainHeads heads,
      ForgottenRecords forgotten,
      AuditMetrics metrics,
      Clock clock,
      AuditConfig config) {
    this.chains = chains;
    this.heads = heads;
    this.forgotten = forgotten;
    this.metrics = metrics;
    this.clock = clock;
    this.config = config;
  }

  /** Gives all records their places that have none. */
  @Scheduled(
      every = "${satchel.audit.chain-every:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> chain() {
    return logged(
        Work.CHAIN, ofAll(chains::waiting, account -> whileFull(() -> lengthen(account))));
  }

  /** Brings out the ends of the chains that have grown. */
  @Scheduled(
      every = "${satchel.audit.heads-every:5m}",
      delayed = "10s",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> show() {
    return logged(
        Work.SHOW,
        Multi.createBy()
            .repeating()
            .uni(heads::show)
            .until(shown -> shown == 0)
            .onItem()
            .ignoreAsUni());
  }

  /** Forgets what is older than {@code satchel.audit.history}. */
  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    Optional<Instant> oldEnough = config.history().map(age -> clock.instant().minus(age));
    return oldEnough.isEmpty()
        ? Uni.createFrom().voidItem()
        : logged(
            Work.FORGET,
            ofAll(
                (after, limit) -> forgotten.due(after, oldEnough.get(), limit),
                account -> whileFull(() -> forgotten.forget(account, oldEnough.get()))));
  }

  private static Uni<Void> ofAll(
      BiFunction<UUID, Integer, Uni<List<UUID>>> accounts, Function<UUID, Uni<?>> work) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new UUID[] {FIRST},
            last ->
                accounts
                    .apply(last[0], ACCOUNTS)
                    .invoke(found -> last[0] = found.isEmpty() ? last[0] : found.getLast()))
        .whilst(found -> found.size() == ACCOUNTS)
        .onItem()
        .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(account -> work.apply(account))
        .onItem()
        .ignoreAsUni();
  }

  private static Uni<Void> whileFull(Supplier<Uni<? extends Integer>> batch) {
    return Multi.createBy()
        .repeating()
        .uni(batch)
        .whilst(done -> done == Chains.BATCH)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Integer> lengthen(UUID account) {
    return chains.lengthen(account).invoke(metrics::chained);
  }

  private Uni<Void> logged(Work work, Uni<Void> round) {
    return metrics
        .noted(work, round)
        .onFailure()
        .invoke(failure -> FAILURES.warn("The audit's chains could not be kept", failure))
        .onFailure()
        .recoverWithNull();
  }
}
