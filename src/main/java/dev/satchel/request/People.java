package dev.satchel.request;

import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The people in the database, by a hash of what identifies them under the first key of {@code
 * satchel.privacy.key}. One that an older key has made is found, and made anew, when the person is
 * met again; one that was made without a key is made anew by {@link PeoplePass}, without that.
 */
@ApplicationScoped
class People {

  private static final String FIND =
      """
      select id, identity_hash from person
      where account_id = $1 and identity_hash = any($2) order by id for update
      """;

  private static final String MOVE =
      "update person set identity_hash = $2, key_id = $3 where id = $1";

  /** Updates nothing: whoever was first is who it is. */
  private static final String INSERT =
      """
      insert into person (id, account_id, identity_hash, key_id, created_at)
      values ($1, $2, $3, $4, $5)
      on conflict (account_id, identity_hash) do update
      set identity_hash = excluded.identity_hash
      returning id
      """;

  private static final String WITHOUT_KEY =
      "select id, identity_hash from person where key_id is null limit $1 for update skip locked";

  /**
   * The version before this one may have made the same person again meanwhile, who then is somebody
   * else: a hash of nothing but that row.
   */
  private static final String KEY =
      """
      update person set key_id = $4,
        identity_hash = case when exists (
          select from person same
          where same.account_id = person.account_id and same.identity_hash = keyed.hash)
          then keyed.other else keyed.hash end
      from unnest($1::uuid[], $2::bytea[], $3::bytea[]) keyed(id, hash, other)
      where person.id = keyed.id
      """;

  private static final String LOCK =
      "select from person where account_id = $1 and id = $2 for update";

  private static final String IDS =
      "select id from person where account_id = $1 and id > $2 order by id limit $3";

  /**
   * Locked first, and looked at then: a request that names one again holds the lock until it is
   * there.
   */
  private static final String LOCK_FREE =
      "select id from person where id = any($1) for update skip locked";

  private static final String FORGET =
      """
      delete from person where id = any($1)
        and not exists (select from file_request where patient_id = person.id)
        and not exists (select from file_request where staff_id = person.id)
      """;

  private final Database database;
  private final PrivacyKeys keys;
  private final TimeOrderedIds ids;
  private final Clock clock;

  People(Database database, PrivacyKeys keys, TimeOrderedIds ids, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Fails with {@code not_configured} where somebody is identified and there is no key: what is
   * hashed without one is found by trying.
   */
  void requireKeyFor(boolean identified) {
    if (identified && !keys.arePresent()) {
      throw new ProblemException(
          ProblemCode.NOT_CONFIGURED,
          null,
          "File requests that identify people need satchel.privacy.key to be set.");
    }
  }

  /** The id of a person, who is new where nobody is known by this; empty tells nothing of whom. */
  Uni<UUID> id(Transaction transaction, UUID account, Optional<PersonIdentity> identity) {
    UUID id = ids.next();
    return identity
        .map(known -> known(transaction, account, known))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            known ->
                known
                    .map(found -> Uni.createFrom().item(found))
                    .orElseGet(
                        () -> insert(transaction, account, id, digest(account, id, identity))));
  }

  /** Keys the hashes of up to {@code limit} people that were made without; how many they were. */
  Uni<Integer> key(int limit) {
    return keys.arePresent()
        ? database.inTransaction(
            transaction ->
                transaction
                    .query(WITHOUT_KEY, Tuple.of(limit))
                    .chain(found -> key(transaction, found)))
        : Uni.createFrom().item(0);
  }

  /** Locks the person; false if the account knows none of this id. */
  Uni<Boolean> lock(Transaction transaction, UUID account, UUID id) {
    return transaction.query(LOCK, Tuple.of(account, id)).map(found -> found.size() == 1);
  }

  /** Those of the account in the order of their ids, behind {@code after}. */
  Uni<List<UUID>> ids(UUID account, UUID after, int limit) {
    return database
        .query(IDS, Tuple.of(account, after, limit))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  /** Forgets those whom no file request names any more. */
  Uni<Void> forgetUnnamed(Transaction transaction, Collection<UUID> people) {
    return transaction
        .query(LOCK_FREE, Tuple.of(people.toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new))
        .chain(free -> transaction.update(FORGET, Tuple.of(free)))
        .replaceWithVoid();
  }

  private static byte[] digest(UUID account, UUID id, Optional<PersonIdentity> identity) {
    return identity.orElseGet(() -> PersonIdentity.of(account, "unknown", id.toString())).hash();
  }

  private Uni<Optional<UUID>> known(
      Transaction transaction, UUID account, PersonIdentity identity) {
    List<KeyedHash> hashes = keys.hashes(identity.hash());
    return transaction
        .query(
            FIND,
            Tuple.of(
                account, Columns.array(hashes, Buffer[]::new, hash -> Buffer.buffer(hash.value()))))
        .chain(found -> moved(transaction, found, hashes));
  }

  /** The first that is found, by the first of the hashes from now on. */
  private static Uni<Optional<UUID>> moved(
      Transaction transaction, RowSet<Row> found, List<KeyedHash> hashes) {
    Optional<Row> best = hashes.stream().flatMap(hash -> withHash(found, hash)).findFirst();
    KeyedHash current = hashes.getFirst();
    return best.map(
            row ->
                hasHash(row, current)
                    ? Uni.createFrom().item(best.map(it -> it.getUUID("id")))
                    : transaction
                        .update(
                            MOVE,
                            Tuple.of(
                                row.getUUID("id"), Buffer.buffer(current.value()), current.key()))
                        .replaceWith(best.map(it -> it.getUUID("id"))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Stream<Row> withHash(RowSet<Row> found, KeyedHash hash) {
    return found.stream().filter(row -> hasHash(row, hash));
  }

  private static boolean hasHash(Row row, KeyedHash hash) {
    return Arrays.equals(row.getBuffer("identity_hash").getBytes(), hash.value());
  }

  private Uni<UUID> insert(Transaction transaction, UUID account, UUID id, byte[] digest) {
    KeyedHash hash = keys.hash(digest);
    return transaction
        .query(
            INSERT,
            Tuple.of(
                id, account, Buffer.buffer(hash.value()), hash.key(), Columns.utc(clock.instant())))
        .map(rows -> rows.iterator().next().getUUID("id"));
  }

  private Uni<Integer> key(Transaction transaction, RowSet<Row> found) {
    List<Row> rows = found.stream().toList();
    return rows.isEmpty()
        ? Uni.createFrom().item(0)
        : transaction.update(
            KEY,
            Tuple.of(
                Columns.array(rows, UUID[]::new, row -> row.getUUID("id")),
                Columns.array(rows, Buffer[]::new, row -> keyed(hash(row))),
                Columns.array(rows, Buffer[]::new, row -> keyed(ofRowAlone(row))),
                keys.hash(hash(rows.getFirst())).key()));
  }

  private Buffer keyed(byte[] digest) {
    return Buffer.buffer(keys.hash(digest).value());
  }

  private static byte[] hash(Row row) {
    return row.getBuffer("identity_hash").getBytes();
  }

  private static byte[] ofRowAlone(Row row) {
    UUID id = row.getUUID("id");
    return PersonIdentity.of(id, "unknown", id.toString()).hash();
  }
}
