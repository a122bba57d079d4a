package dev.satchel.webhook;

import dev.satchel.config.SatchelConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The deliveries that are due, as all replicas share them. */
@ApplicationScoped
class DeliveryQueue {

  /**
   * Walks from target to target, however many deliveries each has, and takes a few of each. One
   * that waits for an earlier one, of the same file request to the same target, is not due. A claim
   * moves the delivery behind the end of its lease, so a crash makes it due again.
   */
  private static final String CLAIM =
      """
      with recursive target(id) as (
        (select target_id from delivery where status = 'pending' order by target_id limit 1)
        union all
        select (select target_id from delivery
                where status = 'pending' and target_id > target.id order by target_id limit 1)
        from target where target.id is not null
      ),
      due as (
        select oldest.id from target
        cross join lateral (
          select id, row_number() over (order by due_at) place from delivery
          where target_id = target.id and status = 'pending' and due_at <= $1
            and not exists (
              select from delivery earlier
              where earlier.target_id = delivery.target_id
                and earlier.file_request_id = delivery.file_request_id
                and earlier.status = 'pending' and earlier.sequence < delivery.sequence)
          order by due_at limit $2
        ) oldest
        where target.id is not null and target.id <> all($3::uuid[])
          and (oldest.place = 1 or target.id <> all($6::uuid[]))
        limit $4
      ),
      free as (
        select id from delivery
        where id in (select id from due) and status = 'pending' and due_at <= $1
        for update skip locked
      ),
      claimed as (
        update delivery set due_at = $5, attempts = attempts + 1
        where id in (select id from free)
        returning *
      )
      select claimed.id, claimed.event_id, claimed.target_id, claimed.webhook_id,
        coalesce(claimed.url, webhook.url) url, claimed.attempts, claimed.failures, event.payload,
        event.type, webhook.secret, webhook.previous_secret, webhook.previous_secret_until,
        webhook.enabled
      from claimed join event on event.id = claimed.event_id
      left join webhook on webhook.id = claimed.webhook_id
      order by claimed.sequence
      """;

  private static final String OLDEST =
      "select min(due_at) due_at from delivery where status = 'pending'";

  private final Pool pool;
  private final Clock clock;
  private final Duration lease;

  DeliveryQueue(Pool pool, Clock clock, SatchelConfig config) {
    this.pool = pool;
    this.clock = clock;
    this.lease = config.webhooks().lease();
  }

  /**
   * Claims up to as many deliveries that are due as there is room for: some of each target but
   * those that are busy, one of those that are failing.
   */
  Uni<List<DueDelivery>> claim(TargetShares shares) {
    Instant now = clock.instant();
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(
                utc(now),
                shares.quantum(),
                shares.busy().toArray(UUID[]::new),
                shares.free(),
                utc(now.plus(lease)),
                shares.failing().toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> DueDelivery.of(row, now)).toList());
  }

  /** How long the oldest delivery that is due has been so; zero where none is. */
  Uni<Duration> delay() {
    return pool.preparedQuery(OLDEST)
        .execute()
        .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("due_at")))
        .map(oldest -> oldest.map(this::since).orElse(Duration.ZERO));
  }

  private Duration since(OffsetDateTime due) {
    Duration delay = Duration.between(due.toInstant(), clock.instant());
    return delay.isNegative() ? Duration.ZERO : delay;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
