package dev.satchel.audit;

import dev.satchel.access.Refusals;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.lifetime.Deadlines;
import dev.satchel.log.RepeatedLine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record what calls were refused for want of a valid key: one record a minute for each
 * client, key and reason, with how many there were, so that nobody can fill the table. Clients
 * beyond {@code satchel.audit.refused-clients} are counted together. What was counted in the last
 * minute is lost in a crash. Metrics count them by reason, and the log tells of each reason once a
 * minute.
 *
 * <p>Any thread may call.
 */
@Startup
@ApplicationScoped
class RefusalCounts implements Refusals {

  private static final Logger LOG = Logger.getLogger(RefusalCounts.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);
  private static final RepeatedLine REFUSED = new RepeatedLine(LOG);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Where the key was none of ours. */
  private static final UUID NO_KEY = new UUID(0, 0);

  private final AuditTrail trail;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final int mostClients;
  private final Map<Reason, Counter> byReason = new EnumMap<>(Reason.class);
  private Map<Counted, Long> counts = new HashMap<>();

  /** What is counted together; without a client those that are one too many. */
  private record Counted(Reason reason, UUID account, @Nullable UUID key, @Nullable String client) {

    static Counted of(Refusal refusal) {
      return new Counted(refusal.reason(), refusal.account(), refusal.key(), refusal.client());
    }

    /** By account still, of which there are few whose keys were revoked. */
    Counted withoutClient() {
      return new Counted(reason, account, null, null);
    }
  }

  RefusalCounts(
      AuditTrail trail,
      TimeOrderedIds ids,
      Clock clock,
      AuditConfig config,
      MeterRegistry registry) {
    this.trail = trail;
    this.ids = ids;
    this.clock = clock;
    this.mostClients = config.refusedClients();
    Arrays.stream(Reason.values())
        .forEach(
            it ->
                byReason.put(
                    it, registry.counter("satchel.access.refused", "reason", it.wireName())));
  }

  @Override
  public void refused(Refusal refusal) {
    Reason reason = refusal.reason();
    Optional.ofNullable(byReason.get(reason)).ifPresent(Counter::increment);
    REFUSED.info("Refused a call: " + reason.wireName());
    count(refusal);
  }

  private synchronized void count(Refusal refusal) {
    var counted = Counted.of(refusal);
    boolean fits = counts.containsKey(counted) || counts.size() < mostClients;
    counts.merge(fits ? counted : counted.withoutClient(), 1L, Long::sum);
  }

  /** Appends what has been counted since the last time; where that fails it is counted on. */
  @Scheduled(every = "60s", delayed = "60s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> flush() {
    Map<Counted, Long> taken = take();
    List<AuditRecord> records =
        taken.entrySet().stream().map(it -> record(it.getKey(), it.getValue())).toList();
    return records.isEmpty()
        ? Uni.createFrom().voidItem()
        : trail
            .append(records)
            .onFailure()
            .invoke(failure -> putBack(taken))
            .onFailure()
            .invoke(failure -> FAILURES.warn("Refused calls could not be put on record", failure))
            .onFailure()
            .recoverWithNull();
  }

  void stop(@Observes ShutdownEvent stopping) {
    Deadlines.within(PATIENCE, flush()).onFailure().recoverWithNull().await().indefinitely();
  }

  private synchronized Map<Counted, Long> take() {
    Map<Counted, Long> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  private synchronized void putBack(Map<Counted, Long> taken) {
    taken.forEach(
        (counted, count) -> {
          boolean fits = counts.containsKey(counted) || counts.size() < mostClients;
          counts.merge(fits ? counted : counted.withoutClient(), count, Long::sum);
        });
  }

  private AuditRecord record(Counted counted, long count) {
    var record = new AuditRecord();
    record.id = ids.next();
    record.accountId = counted.account;
    record.keyId = Objects.requireNonNullElse(counted.key, NO_KEY);
    record.createdAt = clock.instant();
    record.action = AuditedAction.AUTH_REFUSED.wireName();
    record.outcome = counted.reason.wireName();
    record.clientAddress = counted.client;
    record.requestId = record.id.toString();
    record.serviceRequestId = record.requestId;
    record.occurrences = count;
    return record;
  }
}
