package dev.satchel.webhook;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of deliveries, and writes it down, many in one transaction. A crash before
 * that makes the delivery again when its lease has run out; so does a lease that was too short, and
 * then only the later attempt counts.
 *
 * <p>No statement waits for a row: one that is locked, by whoever deletes its webhook say, is left
 * out, so that one webhook holds up nobody else's results. A delivery that is left out and stays is
 * made again when its lease has run out.
 */
@ApplicationScoped
class Settlements {

  private static final String SETTLE =
      """
      with done as (
        select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[],
          $5::timestamptz[], $6::integer[], $7::integer[], $8::text[], $9::text[])
          as done(id, attempt, status, retry_at, started_at, duration_millis, status_code, error,
            response_excerpt)
      ),
      free as (
        select id, erased from delivery where id = any($1::uuid[]) order by id
        for no key update skip locked
      ),
      remembered as (
        insert into delivery_attempt
          (delivery_id, attempt, started_at, duration_millis, status_code, error, response_excerpt)
        select done.id, done.attempt, started_at, duration_millis, status_code, error,
          case when free.erased then null else response_excerpt end
        from done join free on free.id = done.id
        on conflict do nothing
      )
      update delivery
      set status = done.status, due_at = coalesce(done.retry_at, delivery.due_at),
        failures = delivery.failures + case when done.error is null then 0 else 1 end,
        last_status_code = coalesce(done.status_code, delivery.last_status_code),
        settled_at = case when done.status = 'pending' then null else $10::timestamptz end
      from done join free on free.id = done.id
      where delivery.id = done.id and delivery.attempts = done.attempt
        and delivery.status = 'pending'
      """;

  /**
   * What has to wait for one that is tried again later is not due before it, so that nobody looks
   * at it until then. Only what was never tried, which cannot be on its way.
   */
  private static final String HOLD =
      """
      update delivery set due_at = held.due_at
      from
        (select later.id, earlier.due_at
         from delivery earlier join delivery later
           on later.target_id = earlier.target_id
           and later.file_request_id = earlier.file_request_id
           and later.sequence > earlier.sequence
         where earlier.id = any($1) and earlier.status = 'pending'
           and later.status = 'pending' and later.attempts = 0 and later.due_at < earlier.due_at
         order by later.id for no key update of later skip locked) held
      where delivery.id = held.id
      """;

  /** The next in order waits for nothing more. */
  private static final String RELEASE =
      """
      update delivery set due_at = $2 where id in
        (select next.id
         from delivery settled cross join lateral
           (select * from delivery
            where target_id = settled.target_id and file_request_id = settled.file_request_id
              and sequence > settled.sequence and status = 'pending'
            order by sequence limit 1 for no key update skip locked) next
         where settled.id = any($1) and next.attempts = 0 and next.due_at > $2)
      """;

  private static final String WELL =
      """
      update webhook set failing_since = null where id in
        (select id from webhook where id = any($1) and failing_since is not null
         order by id for no key update skip locked)
      """;

  private static final String FAILING =
      """
      update webhook set failing_since = $2 where id in
        (select id from webhook where id = any($1) and failing_since is null
         order by id for no key update skip locked)
      """;

  private static final String DISABLE =
      """
      update webhook set enabled = false, disabled_at = $3, disabled_reason = $5
      where id in
        (select id from webhook
         where enabled and (id = any($1) or (id = any($2) and failing_since <= $4))
         order by id for no key update skip locked)
      """;

  /** Nothing is left to be tried: what comes next is judged by itself, however late it comes. */
  private static final String QUIET =
      """
      update webhook set failing_since = null where id in
        (select id from webhook
         where id = any($1) and enabled and failing_since is not null
           and not exists
             (select from delivery where target_id = webhook.id and status = 'pending')
         order by id for no key update skip locked)
      """;

  private final Database database;
  private final Clock clock;
  private final RandomGenerator random = new SecureRandom();
  private final RetrySchedule schedule;
  private final Duration disableAfter;

  Settlements(Database database, Clock clock, WebhookConfig config) {
    this.database = database;
    this.clock = clock;
    this.schedule = WebhookSettings.of(config).schedule();
    this.disableAfter = config.disableAfter();
  }

  /** What becomes of {@code delivery} after {@code attempt}. */
  Settlement decide(DueDelivery delivery, Attempt attempt) {
    if (attempt.isSuccess()) {
      return new Settlement(delivery, attempt, Settlement.Status.DELIVERED, null);
    }
    if (attempt.isGone() || attempt.error() == AttemptError.DISABLED) {
      return new Settlement(delivery, attempt, Settlement.Status.FAILED, null);
    }
    return schedule
        .delay(delivery.failures() + 1, attempt.retryAfter(), random)
        .map(
            delay ->
                new Settlement(
                    delivery, attempt, Settlement.Status.PENDING, clock.instant().plus(delay)))
        .orElseGet(() -> new Settlement(delivery, attempt, Settlement.Status.FAILED, null));
  }

  /** Writes down all whose rows are free, or none. */
  Uni<Void> write(List<Settlement> settlements) {
    return database.inTransaction(
        transaction ->
            transaction
                .update(SETTLE, rows(settlements))
                .chain(() -> order(transaction, settlements))
                .chain(() -> record(transaction, settlements)));
  }

  /** When those are due that come behind these in order. */
  private Uni<Void> order(Transaction transaction, List<Settlement> settlements) {
    UUID[] pending = ids(settlements, it -> it.retryAt() != null);
    UUID[] settled = ids(settlements, it -> it.retryAt() == null);
    return execute(pending, transaction, HOLD, Tuple.of(pending))
        .chain(
            () ->
                execute(
                    settled,
                    transaction,
                    RELEASE,
                    Tuple.of(settled, Columns.utc(clock.instant()))));
  }

  /** How the webhooks themselves are doing. */
  private Uni<Void> record(Transaction transaction, List<Settlement> settlements) {
    OffsetDateTime now = Columns.utc(clock.instant());
    UUID[] well = webhooks(settlements, it -> it.attempt().isSuccess());
    UUID[] failing = webhooks(settlements, it -> !it.attempt().isSuccess());
    UUID[] gone = webhooks(settlements, it -> it.attempt().isGone());
    UUID[] ended = webhooks(settlements, Settlement::isFinalFailure);
    return execute(well, transaction, WELL, Tuple.of(well))
        .chain(() -> execute(failing, transaction, FAILING, Tuple.of(failing, now)))
        .chain(
            () ->
                execute(
                    failing,
                    transaction,
                    DISABLE,
                    Tuple.of(
                        gone,
                        failing,
                        now,
                        now.minus(disableAfter),
                        DisabledReason.FAILING.wireName())))
        .chain(() -> execute(ended, transaction, QUIET, Tuple.of(ended)));
  }

  private static Uni<Void> execute(
      UUID[] ids, Transaction transaction, String sql, Tuple parameters) {
    return ids.length == 0
        ? Uni.createFrom().voidItem()
        : transaction.update(sql, parameters).replaceWithVoid();
  }

  private Tuple rows(List<Settlement> all) {
    return Tuple.from(
        new Object[] {
          Columns.array(all, UUID[]::new, it -> it.delivery().id()),
          Columns.array(all, Integer[]::new, it -> it.delivery().attempt()),
          Columns.array(all, String[]::new, it -> it.status().wireName()),
          Columns.array(all, OffsetDateTime[]::new, it -> Columns.utcOrNull(it.retryAt())),
          Columns.array(all, OffsetDateTime[]::new, it -> Columns.utc(it.attempt().startedAt())),
          Columns.array(all, Integer[]::new, it -> (int) it.attempt().duration().toMillis()),
          Columns.array(all, Integer[]::new, it -> it.attempt().statusCode()),
          Columns.array(
              all,
              String[]::new,
              it ->
                  Optional.ofNullable(it.attempt().error())
                      .map(AttemptError::wireName)
                      .orElse(null)),
          Columns.array(all, String[]::new, it -> it.attempt().excerpt()),
          Columns.utc(clock.instant())
        });
  }

  private static UUID[] ids(List<Settlement> settlements, Predicate<Settlement> filter) {
    return settlements.stream().filter(filter).map(it -> it.delivery().id()).toArray(UUID[]::new);
  }

  private static UUID[] webhooks(List<Settlement> settlements, Predicate<Settlement> filter) {
    Stream<@Nullable UUID> found =
        settlements.stream().filter(filter).map(it -> it.delivery().webhook());
    return found.filter(Objects::nonNull).distinct().sorted().toArray(UUID[]::new);
  }
}
