package dev.satchel.access;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What an account may have a limited number of. */
@ApplicationScoped
public class Accounts {

  /**
   * One addition to an account at a time, so that none of them miscounts. Does not stand in the way
   * of rows that refer to the account.
   */
  private static final String LOCK = "select id from account where id = $1 for no key update";

  /**
   * The same id for all who do it at once: the second one waits for the first, and changes nothing.
   * Doing nothing instead would give it no row.
   */
  private static final String NAMED =
      """
      insert into account (id, name, created_at) values ($1, $2, $3)
      on conflict (name) do update set name = account.name returning id
      """;

  private final Database database;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Accounts(Database database, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** The account of that name, which is made where there is none. */
  public Uni<UUID> named(String name) {
    return database
        .query(NAMED, Tuple.of(ids.next(), name, Columns.utc(clock.instant())))
        .map(rows -> rows.iterator().next().getUUID("id"));
  }

  /**
   * Does {@code work} in a transaction with a session, while nobody else adds to the account. Work
   * that asks the database sees what was added before.
   */
  public <T> Uni<T> alone(UUID account, Function<Transaction, Uni<T>> work) {
    return database.transactionSession(
        transaction ->
            transaction.query(LOCK, Tuple.of(account)).chain(locked -> work.apply(transaction)));
  }

  /**
   * Adds one more, in a transaction of its own, unless there are enough; tells whether it did.
   *
   * @param most how many the account may have
   * @param count how many it has, by the session of the transaction
   * @param addition run after the count, by nobody else meanwhile
   */
  public Uni<Boolean> addUpTo(
      int most, UUID account, Supplier<Uni<Long>> count, Function<Transaction, Uni<?>> addition) {
    return alone(
        account,
        transaction ->
            count
                .get()
                .chain(
                    counted ->
                        counted < most
                            ? addition.apply(transaction).replaceWith(true)
                            : Uni.createFrom().item(false)));
  }
}
