package dev.satchel.access;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import java.util.function.Supplier;

/** What an account may have a limited number of. */
public final class Accounts {

  /**
   * One addition to an account at a time, so that none of them miscounts. Does not stand in the way
   * of rows that refer to the account.
   */
  private static final String LOCK = "select id from account where id = :account for no key update";

  private Accounts() {}

  /**
   * Adds one more, in a transaction of its own, unless there are enough; tells whether it did.
   *
   * @param most how many the account may have
   * @param count how many it has
   * @param addition run after the count, by nobody else meanwhile
   */
  public static Uni<Boolean> addUpTo(
      int most, UUID account, Supplier<Uni<Long>> count, Supplier<Uni<?>> addition) {
    return Panache.withTransaction(
        () ->
            lock(account)
                .chain(locked -> count.get())
                .chain(
                    counted ->
                        counted < most
                            ? addition.get().replaceWith(true)
                            : Uni.createFrom().item(false)));
  }

  private static Uni<UUID> lock(UUID account) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(LOCK, UUID.class)
                    .setParameter("account", account)
                    .getSingleResult());
  }
}
