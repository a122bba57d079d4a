package dev.satchel.audit;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Forgets records that are old enough, from the beginning of their chain, a thousand at a time.
 * What was forgotten last, and its hash, is told by a record at the other end of the chain: it is
 * part of it, so it cannot be made up later, and its hash leaves the database as all others do.
 *
 * <p>What has been altered is not forgotten: the hashes of the records are computed again, and
 * compared with the heads that the bucket has of them. So nobody who writes to the database has a
 * record removed by making it look old.
 */
@ApplicationScoped
class ForgottenRecords {

  private static final Logger LOG = Logger.getLogger(ForgottenRecords.class);

  private static final UUID NOBODY = new UUID(0, 0);

  private static final String DUE =
      """
      select account_id from audit_chain
      where account_id > $1 and exists (
        select from audit_record where audit_record.account_id = audit_chain.account_id
          and created_at <= $2 and sequence is not null)
      order by account_id limit $3
      """;

  private static final String BASE = "select base_sequence from audit_chain where account_id = $1";

  private static final String OLDEST =
      """
      select %s from audit_record where account_id = $1 and sequence > $2
      order by sequence limit $3
      """
          .formatted(AuditRecord.COLUMNS);

  private static final String REBASE =
      """
      update audit_chain set base_sequence = $2, base_hash = $3, base_record = $4
      where account_id = $1
      """;

  private static final String DELETE =
      "delete from audit_record where account_id = $1 and sequence <= $2";

  private final Database database;
  private final Chains chains;
  private final ChainHeads heads;
  private final TimeOrderedIds ids;
  private final Clock clock;

  ForgottenRecords(
      Database database, Chains chains, ChainHeads heads, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.chains = chains;
    this.heads = heads;
    this.ids = ids;
    this.clock = clock;
  }

  /** Up to {@code limit} accounts behind {@code after} with records as old as {@code oldEnough}. */
  Uni<List<UUID>> due(UUID after, Instant oldEnough, int limit) {
    return database
        .query(DUE, Tuple.of(after, Columns.utc(oldEnough), limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("account_id")).toList());
  }

  /**
   * Forgets the oldest records of the account up to {@code oldEnough}; how many. None where they
   * are not intact, which the log tells.
   */
  Uni<Integer> forget(UUID account, Instant oldEnough) {
    return database
        .query(BASE, Tuple.of(account))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong("base_sequence"))
        .chain(
            base ->
                heads
                    .between(account, base, base + Chains.BATCH)
                    .chain(told -> forget(account, new Expected(base, told), oldEnough)));
  }

  /**
   * What the bucket was told. Asked for before the transaction, which does not wait for it.
   *
   * @param base behind which record
   */
  private record Expected(long base, List<ChainHead> heads) {

    /** The first place of which the bucket knows that is not before {@code sequence}. */
    long upTo(long sequence) {
      return heads.stream()
          .mapToLong(ChainHead::sequence)
          .filter(it -> it >= sequence)
          .findFirst()
          .orElse(sequence);
    }

    List<ChainHead> through(long sequence) {
      return heads.stream().filter(it -> it.sequence() <= sequence).toList();
    }
  }

  private Uni<Integer> forget(UUID account, Expected expected, Instant oldEnough) {
    return chains
        .alone(
            account,
            (transaction, chain) ->
                chain.getLong("base_sequence") == expected.base()
                    ? forget(transaction, chain, expected, oldEnough)
                    : Uni.createFrom().item(0)) // Another replica was there first.
        .map(forgotten -> forgotten.orElse(0));
  }

  private Uni<Integer> forget(
      Transaction transaction, Row chain, Expected expected, Instant oldEnough) {
    ChainHead head = ChainHead.of(chain);
    return transaction
        .query(OLDEST, Tuple.of(head.account(), expected.base(), Chains.BATCH))
        .map(rows -> rows.stream().map(AuditRecord::of).toList())
        .map(records -> intact(chain, records, expected, oldEnough))
        .call(old -> old.isEmpty() ? nothing() : forget(transaction, head, old))
        .map(List::size);
  }

  /** Those that are old enough; none where they, or those up to the next head, were altered. */
  private static List<AuditRecord> intact(
      Row chain, List<AuditRecord> records, Expected expected, Instant oldEnough) {
    List<AuditRecord> old =
        records.stream().takeWhile(record -> !record.createdAt.isAfter(oldEnough)).toList();
    if (old.isEmpty()) {
      return old;
    }
    UUID account = chain.getUUID("account_id");
    long end = expected.upTo(old.getLast().place());
    var walk = new ChainWalk(account, expected.base(), ChainHead.bytes(chain, "base_hash"));
    walk.over(
        records.stream().takeWhile(record -> record.place() <= end).toList(),
        expected.through(end));
    if (!walk.isIntact()) {
      LOG.errorf(
          "Old audit records of account %s are not intact, and are not forgotten: `audit verify`"
              + " tells what is wrong",
          account);
      return List.of();
    }
    return old;
  }

  private Uni<Void> forget(Transaction transaction, ChainHead head, List<AuditRecord> old) {
    AuditRecord last = old.getLast();
    ChainHead base = ChainHead.of(head.account(), last.place(), last.placeHash());
    AuditRecord tombstone = tombstone(base, old.size());
    Chains.number(head, List.of(tombstone));
    return transaction
        .update(
            REBASE,
            Tuple.of(
                head.account(), base.sequence(), Buffer.buffer(base.bytes()), tombstone.sequence))
        .chain(() -> transaction.update(DELETE, Tuple.of(head.account(), base.sequence())))
        .chain(() -> AuditTrail.append(transaction, List.of(tombstone)))
        .chain(() -> Chains.lengthen(transaction, head.account(), tombstone));
  }

  private AuditRecord tombstone(ChainHead base, int count) {
    var record = new AuditRecord();
    record.id = ids.next();
    record.accountId = base.account();
    record.keyId = NOBODY;
    record.createdAt = clock.instant();
    record.action = AuditedAction.AUDIT_FORGET.wireName();
    record.outcome = AuditRecord.DONE;
    record.requestId = record.id.toString();
    record.serviceRequestId = record.requestId;
    record.occurrences = (long) count;
    record.detail = detail(base);
    return record;
  }

  /** Whether the record says that the chain was forgotten up to {@code base}. */
  static boolean tellsOf(AuditRecord record, ChainHead base) {
    return record.action.equals(AuditedAction.AUDIT_FORGET.wireName())
        && detail(base).equals(record.detail);
  }

  private static String detail(ChainHead base) {
    return "through " + base.sequence() + ", hash " + base.hash();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
