package dev.satchel.erasure;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Erased;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The erasures in the database. */
@ApplicationScoped
class Erasures {

  private static final String INSERT =
      """
      insert into erasure (id, account_id, user_id, files, traces, created_at)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String FIND =
      """
      select *, (select count(*) from stored_file file
          where file.account_id = erasure.account_id and file.user_id = erasure.user_id
            and file.erasure_id is not null) remaining
      from erasure where account_id = $1 and id = $2
      """;

  private static final String FINISH =
      """
      update erasure set finished_at = $1
      where finished_at is null
        and not exists (
          select from stored_file file
          where file.account_id = erasure.account_id and file.user_id = erasure.user_id
            and file.erasure_id is not null)
      """;

  private final Database database;
  private final ErasedFiles files;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Erasures(Database database, ErasedFiles files, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
  }

  /** Erases all files of a user, in one transaction. */
  Uni<ErasureView> ofUser(Caller caller, UUID user) {
    var order = new Order(ids.next(), caller.actor());
    return database
        .inTransaction(
            transaction ->
                files
                    .ofUser(transaction, order, user)
                    .call(erased -> insert(transaction, order, user, erased))
                    .chain(() -> find(transaction, caller, order.erasure())))
        .invoke(files::committed)
        .map(Optional::orElseThrow);
  }

  /** The erasure, if the caller's account has ordered it. */
  Uni<Optional<ErasureView>> find(Caller caller, UUID id) {
    return find(database, caller, id);
  }

  private static Uni<Optional<ErasureView>> find(Statements statements, Caller caller, UUID id) {
    return statements
        .query(FIND, Tuple.of(caller.accountId(), id))
        .map(rows -> rows.stream().map(ErasureView::of).findFirst());
  }

  /** Records the end of erasures of which no file is left; how many those are. */
  Uni<Integer> finish() {
    return database.update(FINISH, Tuple.of(now()));
  }

  private Uni<Integer> insert(Transaction transaction, Order order, UUID user, Erased erased) {
    return transaction.update(
        INSERT,
        Tuple.of(
            order.erasure(),
            order.actor().accountId(),
            user,
            erased.files(),
            erased.traces(),
            now()));
  }

  private OffsetDateTime now() {
    return Columns.utc(clock.instant());
  }
}
