package dev.satchel.webhook;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The deliveries that are due, as all replicas share them. */
@ApplicationScoped
class DeliveryQueue {

  /**
   * Walks from target to target, however many deliveries each has, and takes a few of each. The
   * walk begins behind the target that was served last, and ends with it, so that each has its
   * turn. One that waits for an earlier one, of the same file request to the same target, is not
   * due. A claim moves the delivery behind the end of its lease, so a crash makes it due again.
   */
  private static final String CLAIM =
      """
      with recursive target(id, wrapped) as (
        select $7::uuid, false
        union all
        select coalesce(next.id, '00000000-0000-0000-0000-000000000000'), wrapped or next.id is null
        from target left join lateral (
          select target_id id from delivery
          where status = 'pending' and target_id > target.id order by target_id limit 1
        ) next on true
        where not wrapped or next.id <= $7
      ),
      due as (
        select oldest.id, target.id = any($6::uuid[]) failing from target
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
        where (wrapped or target.id > $7) and target.id <> all($3::uuid[])
          and (oldest.place = 1 or target.id <> all($6::uuid[]))
        limit $4
      ),
      fair as (
        select id, failing, row_number() over (partition by failing) place from due
      ),
      free as (
        select id from delivery
        where id in (select id from fair where not failing or place <= $8)
          and status = 'pending' and due_at <= $1
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
      order by claimed.target_id <= $7, claimed.target_id, claimed.sequence
      """;

  /**
   * Without those that wait for an earlier one, which a failing target leaves behind. Of the oldest
   * only, since it is asked for again and again.
   */
  private static final String OLDEST =
      """
      select min(due_at) due_at
      from
        (select * from delivery where status = 'pending' and due_at <= $1
         order by due_at limit 1000) due
      where not exists
        (select from delivery earlier
         where earlier.target_id = due.target_id and earlier.file_request_id = due.file_request_id
           and earlier.status = 'pending' and earlier.sequence < due.sequence)
      """;

  private final Database database;
  private final Clock clock;
  private final Duration lease;

  DeliveryQueue(Database database, Clock clock, WebhookConfig config) {
    this.database = database;
    this.clock = clock;
    this.lease = config.lease();
  }

  /**
   * Claims up to as many deliveries that are due as there is room for, in the order of the walk:
   * some of each target but those that are busy, one of those that are failing.
   */
  Uni<List<DueDelivery>> claim(TargetShares shares) {
    Instant now = clock.instant();
    var parameters =
        new Object[] {
          Columns.utc(now),
          shares.quantum(),
          shares.busy().toArray(UUID[]::new),
          shares.free(),
          Columns.utc(now.plus(lease)),
          shares.failing().toArray(UUID[]::new),
          shares.latest(),
          shares.freeForFailing()
        };
    return database
        .query(CLAIM, Tuple.from(parameters))
        .map(rows -> rows.stream().map(row -> DueDelivery.of(row, now)).toList());
  }

  /**
   * How long the oldest delivery that could be made has been due; zero where there is none among
   * the thousand oldest.
   */
  Uni<Duration> delay() {
    return database
        .query(OLDEST, Tuple.of(Columns.utc(clock.instant())))
        .map(rows -> Optional.ofNullable(Columns.instantOrNull(rows.iterator().next(), "due_at")))
        .map(oldest -> oldest.map(this::since).orElse(Duration.ZERO));
  }

  private Duration since(Instant due) {
    Duration delay = Duration.between(due, clock.instant());
    return delay.isNegative() ? Duration.ZERO : delay;
  }
}
