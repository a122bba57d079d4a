package dev.satchel.erasure;

import dev.satchel.access.Caller;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Orders erasures, and tells of them: each is one transaction, with its row in {@code erasure}. */
@ApplicationScoped
class Erasures {

  private static final String INSERT =
      """
      insert into erasure (id, account_id, kind, user_id, person_id, key_id, subject_hash, files,
        requests, traces, created_at, erased_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """;

  private static final String FIND =
      """
      select id, created_at, finished_at, kind, files, requests, traces, (select count(*) %s) remaining
      from erasure where account_id = $1 and id = $2
      """
          .formatted(ErasureRows.REMAINING);

  private final Database database;
  private final Sweep sweep;
  private final ErasedFiles files;
  private final PrivacyKeys keys;
  private final TimeOrderedIds ids;
  private final Clock clock;

  Erasures(
      Database database,
      Sweep sweep,
      ErasedFiles files,
      PrivacyKeys keys,
      TimeOrderedIds ids,
      Clock clock) {
    this.database = database;
    this.sweep = sweep;
    this.files = files;
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  /** Erases all files of a user. */
  Uni<ErasureView> ofUser(Caller caller, UUID user) {
    return erase(caller, new Subject(caller.accountId(), Subject.Kind.USER, user))
        .map(Optional::orElseThrow);
  }

  /**
   * Erases a person and the file requests that ask this one, with their files and events; empty
   * where the account knows nobody of this id.
   */
  Uni<Optional<ErasureView>> ofPerson(Caller caller, UUID person) {
    return erase(caller, new Subject(caller.accountId(), Subject.Kind.PERSON, person));
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

  private Uni<Optional<ErasureView>> erase(Caller caller, Subject subject) {
    var order = new Order(ids.next(), caller.actor(), null);
    return database
        .inTransaction(
            transaction ->
                sweep
                    .of(transaction, order, subject)
                    .chain(
                        swept ->
                            swept.isPresent()
                                ? insert(transaction, order, subject, swept.get())
                                    .chain(() -> find(transaction, caller, order.erasure()))
                                : Uni.createFrom().item(Optional.<ErasureView>empty())))
        .invoke(files::committed);
  }

  /** Clocks differ: what was there is older than the erasure, whatever another one says. */
  private Uni<Integer> insert(Transaction transaction, Order order, Subject subject, Swept swept) {
    Instant now = clock.instant();
    Instant newest = swept.newest();
    KeyedHash hash = keys.hash(subject.digest());
    boolean isUser = subject.kind() == Subject.Kind.USER;
    var row =
        new Object[] {
          order.erasure(),
          subject.account(),
          subject.kind().wireName(),
          isUser ? subject.id() : null,
          isUser ? null : subject.id(),
          hash.key(),
          Buffer.buffer(hash.value()),
          swept.files(),
          swept.requests(),
          swept.traces(),
          Columns.utc(now),
          Columns.utc(newest == null || newest.isBefore(now) ? now : newest)
        };
    return transaction.update(INSERT, Tuple.from(row));
  }
}
