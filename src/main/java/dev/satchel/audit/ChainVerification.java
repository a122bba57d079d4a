package dev.satchel.audit;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verifies chains: each record's hash follows from it and the one before, none is missing, the
 * records have the hashes that the bucket was told of, and reach as far as it was told. Reads a
 * thousand records at a time.
 */
@ApplicationScoped
class ChainVerification {

  /** How long a record may have no place, when nothing is wrong. */
  static final Duration PLACED_WITHIN = Duration.ofMinutes(5);

  private static final String CHAIN =
      "select %s from audit_chain where account_id = $1".formatted(ChainHead.COLUMNS);

  private static final String PLACE =
      "select %s from audit_record where account_id = $1 and sequence = $2"
          .formatted(AuditRecord.COLUMNS);

  private static final String NEXT =
      """
      select %s from audit_record where account_id = $1 and sequence > $2
      order by sequence limit $3
      """
          .formatted(AuditRecord.COLUMNS);

  private static final String UNCHAINED =
      """
      select count(*) total, count(*) filter (where created_at <= $2) late
      from audit_record where account_id = $1 and sequence is null
      """;

  private final Database database;
  private final ChainHeads heads;
  private final Clock clock;
  private final Duration shownWithin;

  ChainVerification(Database database, ChainHeads heads, Clock clock, AuditConfig config) {
    this.database = database;
    this.heads = heads;
    this.clock = clock;
    this.shownWithin = PLACED_WITHIN.plus(config.headsEvery().multipliedBy(3));
  }

  /** What the database says of a chain, before its records are looked at. */
  private record Chain(ChainHead head, ChainHead base, @Nullable Long baseRecord) {

    static Chain of(UUID account, @Nullable Row row) {
      if (row == null) {
        ChainHead none = ChainHead.of(account, 0, ChainHash.START);
        return new Chain(none, none, null);
      }
      return new Chain(
          ChainHead.of(row),
          ChainHead.of(account, row.getLong("base_sequence"), ChainHead.bytes(row, "base_hash")),
          row.getLong("base_record"));
    }
  }

  /**
   * Verifies the newest {@code most} records of the account, and that the older ones are behind.
   */
  Uni<ChainReport> verify(UUID account, long most) {
    return database
        .query(CHAIN, Tuple.of(account))
        .map(rows -> Chain.of(account, rows.size() == 0 ? null : rows.iterator().next()))
        .chain(chain -> verify(account, chain, most));
  }

  private Uni<ChainReport> verify(UUID account, Chain chain, long most) {
    long start = Math.max(chain.base.sequence(), chain.head.sequence() - most);
    return start(account, chain, start)
        .chain(walk -> walk(account, walk))
        .call(walk -> compareEnds(account, chain, walk))
        .call(walk -> requireHead(account, walk))
        .call(walk -> requireTombstone(account, chain, walk))
        .chain(walk -> unchained(account, walk).map(it -> walk.report(it, chain.base.sequence())));
  }

  /** Where the walk begins: behind what was forgotten, or at a record that is believed. */
  private Uni<ChainWalk> start(UUID account, Chain chain, long start) {
    if (start == chain.base.sequence()) {
      return Uni.createFrom().item(new ChainWalk(account, start, chain.base.bytes()));
    }
    return record(account, start)
        .map(
            found ->
                found
                    .map(record -> new ChainWalk(account, start, record.placeHash()))
                    .orElseGet(
                        () -> new ChainWalk(account, chain.base.sequence(), chain.base.bytes())));
  }

  private Uni<ChainWalk> walk(UUID account, ChainWalk walk) {
    return Multi.createBy()
        .repeating()
        .uni(() -> next(account, walk))
        .whilst(size -> size == Chains.BATCH)
        .onItem()
        .ignoreAsUni()
        .replaceWith(walk);
  }

  private Uni<Integer> next(UUID account, ChainWalk walk) {
    long from = walk.at();
    return database
        .query(NEXT, Tuple.of(account, from, Chains.BATCH))
        .map(rows -> rows.stream().map(AuditRecord::of).toList())
        .call(records -> over(account, walk, records))
        .map(List::size);
  }

  private Uni<Void> over(UUID account, ChainWalk walk, List<AuditRecord> records) {
    return records.isEmpty()
        ? Uni.createFrom().voidItem()
        : heads
            .between(account, walk.at(), records.getLast().place())
            .invoke(told -> walk.over(records, told))
            .replaceWithVoid();
  }

  /** The chain has its end where its row and the bucket say, or behind that by now. */
  private Uni<Void> compareEnds(UUID account, Chain chain, ChainWalk walk) {
    if (chain.head.sequence() > walk.at()) {
      walk.fault("cut_off", chain.head.sequence(), null);
    }
    return heads
        .between(account, walk.at(), Long.MAX_VALUE)
        .call(told -> beyond(account, walk, told))
        .replaceWithVoid();
  }

  /** What was told meanwhile is there, and not looked at. */
  private Uni<Void> beyond(UUID account, ChainWalk walk, List<ChainHead> told) {
    return told.isEmpty()
        ? Uni.createFrom().voidItem()
        : record(account, told.getLast().sequence())
            .invoke(
                found -> {
                  if (found.isEmpty()) {
                    walk.endsBefore(told.getLast());
                  }
                })
            .replaceWithVoid();
  }

  /** What has had the time to leave the database has left it. */
  private Uni<Void> requireHead(UUID account, ChainWalk walk) {
    Instant limit = clock.instant().minus(shownWithin);
    return record(account, walk.shown() + 1)
        .invoke(
            found -> {
              if (found.filter(it -> it.createdAt.isBefore(limit)).isPresent()) {
                walk.fault("unshown", walk.shown() + 1, null);
              }
            })
        .replaceWithVoid();
  }

  /** Where records were forgotten, one that is still there says so. */
  private Uni<Void> requireTombstone(UUID account, Chain chain, ChainWalk walk) {
    if (chain.base.sequence() == 0) {
      return Uni.createFrom().voidItem();
    }
    Uni<Optional<AuditRecord>> tombstone =
        chain.baseRecord == null
            ? Uni.createFrom().item(Optional.empty())
            : record(account, chain.baseRecord);
    return tombstone
        .invoke(
            found -> {
              if (found.filter(it -> ForgottenRecords.tellsOf(it, chain.base)).isEmpty()) {
                walk.fault("unexplained", chain.base.sequence(), null);
              }
            })
        .replaceWithVoid();
  }

  private Uni<Long> unchained(UUID account, ChainWalk walk) {
    var limit = Columns.utc(clock.instant().minus(PLACED_WITHIN));
    return database
        .query(UNCHAINED, Tuple.of(account, limit))
        .map(rows -> rows.iterator().next())
        .invoke(
            row -> {
              if (row.getLong("late") > 0) {
                walk.fault("unchained", row.getLong("late"), null);
              }
            })
        .map(row -> row.getLong("total") - row.getLong("late"));
  }

  private Uni<Optional<AuditRecord>> record(UUID account, long sequence) {
    return database
        .query(PLACE, Tuple.of(account, sequence))
        .map(rows -> rows.stream().map(AuditRecord::of).findFirst());
  }
}
