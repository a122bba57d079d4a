package dev.satchel.audit;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The chains of accounts in the database. Records are appended without a place, so that nobody who
 * acts waits for another. Their places follow: one replica at a time lengthens the chain of an
 * account, under the lock of its row, and the others pass it by.
 */
@ApplicationScoped
class Chains {

  /** Records that get their places in one transaction. */
  static final int BATCH = 1000;

  /** From one account that has records without a place to the next one, whatever each has. */
  private static final String WAITING =
      """
      with recursive waiting(id) as (
        select (select account_id from audit_record
          where sequence is null and account_id > $1 order by account_id limit 1)
        union all
        select (select account_id from audit_record
          where sequence is null and account_id > waiting.id order by account_id limit 1)
        from waiting where waiting.id is not null)
      select id from waiting where id is not null limit $2
      """;

  private static final String BEGIN =
      """
      insert into audit_chain (account_id, sequence, hash, base_sequence, base_hash, shown_sequence,
        shown_at)
      values ($1, 0, $2, 0, $2, 0, 'epoch') on conflict do nothing
      """;

  private static final String LOCK =
      "select %s from audit_chain where account_id = $1 for update skip locked"
          .formatted(ChainHead.COLUMNS);

  private static final String UNCHAINED =
      """
      select %s from audit_record where account_id = $1 and sequence is null
      order by created_at, id limit $2
      """
          .formatted(AuditRecord.COLUMNS);

  private static final String LINK =
      """
      update audit_record set sequence = link.sequence, hash = link.hash
      from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as link (id, sequence, hash)
      where audit_record.id = link.id
      """;

  private static final String LENGTHEN =
      "update audit_chain set sequence = $2, hash = $3 where account_id = $1";

  private final Database database;

  Chains(Database database) {
    this.database = database;
  }

  /** Up to {@code limit} accounts behind {@code after} that have records without a place. */
  Uni<List<UUID>> waiting(UUID after, int limit) {
    return database
        .query(WAITING, Tuple.of(after, limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  /**
   * Gives the oldest records of the account their places; how many. None where another replica is
   * about it.
   */
  Uni<Integer> lengthen(UUID account) {
    return alone(account, (transaction, chain) -> lengthen(transaction, ChainHead.of(chain)))
        .map(linked -> linked.orElse(0));
  }

  /** Work on a chain that nobody else works on meanwhile. */
  interface Work<T> {
    Uni<T> on(Transaction transaction, Row chain);
  }

  /** Does {@code work} in a transaction; empty where another replica works on the chain. */
  <T> Uni<Optional<T>> alone(UUID account, Work<T> work) {
    Tuple begin = Tuple.of(account, Buffer.buffer(ChainHash.START));
    return database.inTransaction(
        transaction ->
            transaction
                .update(BEGIN, begin)
                .chain(() -> transaction.query(LOCK, Tuple.of(account)))
                .chain(
                    locked ->
                        locked.size() == 0
                            ? Uni.createFrom().item(Optional.<T>empty())
                            : work.on(transaction, locked.iterator().next()).map(Optional::of)));
  }

  private static Uni<Integer> lengthen(Transaction transaction, ChainHead head) {
    return transaction
        .query(UNCHAINED, Tuple.of(head.account(), BATCH))
        .map(rows -> rows.stream().map(AuditRecord::of).toList())
        .chain(records -> link(transaction, head, records).replaceWith(records.size()));
  }

  private static Uni<Void> link(
      Transaction transaction, ChainHead head, List<AuditRecord> records) {
    if (records.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    number(head, records);
    return transaction
        .update(
            LINK,
            Tuple.of(
                Columns.array(records, UUID[]::new, record -> record.id),
                Columns.array(records, Long[]::new, AuditRecord::place),
                Columns.array(records, Buffer[]::new, it -> Buffer.buffer(it.placeHash()))))
        .chain(() -> lengthen(transaction, head.account(), records.getLast()));
  }

  /** Gives records their places behind the head, in their order. */
  static void number(ChainHead head, List<AuditRecord> records) {
    byte[] before = head.bytes();
    long sequence = head.sequence();
    for (AuditRecord record : records) {
      sequence++;
      before = ChainHash.of(before, sequence, record);
      record.sequence = sequence;
      record.hash = before;
    }
  }

  /** From now on {@code last} is the last one. */
  static Uni<Void> lengthen(Transaction transaction, UUID account, AuditRecord last) {
    return transaction
        .update(LENGTHEN, Tuple.of(account, last.place(), Buffer.buffer(last.placeHash())))
        .replaceWithVoid();
  }
}
