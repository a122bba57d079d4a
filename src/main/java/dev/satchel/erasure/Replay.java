package dev.satchel.erasure;

import dev.satchel.access.Actor;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.database.Statements;
import dev.satchel.database.Transaction;
import dev.satchel.erasure.ErasureLedger.Page;
import dev.satchel.file.ErasedFiles;
import dev.satchel.file.ErasedFiles.Order;
import dev.satchel.privacy.KeyedHash;
import dev.satchel.privacy.PrivacyKeys;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Erases again what a restored backup has brought back of people who are in the ledger: what is
 * older than their erasure. Any number of replicas may do it at once, and it may be done again.
 */
@ApplicationScoped
class Replay {

  private static final Logger LOG = Logger.getLogger(Replay.class);

  /** What an audit record says instead of a request's id. */
  private static final String OCCASION = "erasures replay";

  /** Entries that are read at a time. */
  private static final int AT_ONCE = 16;

  private static final String UNKNOWN =
      """
      select id from unnest($1::uuid[]) id
      where not exists (select from erasure where erasure.id = id.id)
      """;

  /** As if it had been ordered then; its counts are those of the replay. */
  private static final String ENTER =
      """
      insert into erasure (id, account_id, kind, key_id, subject_hash, files, created_at, erased_at,
        kept_at, finished_at)
      values ($1, $2, $3, $4, $5, 0, $6, $6, $7, $7)
      on conflict (id) do nothing
      """;

  /** One that has found something has to finish again. */
  private static final String ADD =
      """
      update erasure set files = files + $2, requests = requests + $3, traces = traces + $4,
        finished_at = null
      where id = $1 and ($2::bigint > 0 or $3::bigint > 0 or $4::bigint > 0)
      """;

  private final ErasureLedger ledger;
  private final Subjects subjects;
  private final Sweep sweep;
  private final ErasedFiles files;
  private final PrivacyKeys keys;
  private final Database database;
  private final Clock clock;

  Replay(
      ErasureLedger ledger,
      Subjects subjects,
      Sweep sweep,
      ErasedFiles files,
      PrivacyKeys keys,
      Database database,
      Clock clock) {
    this.ledger = ledger;
    this.subjects = subjects;
    this.sweep = sweep;
    this.files = files;
    this.keys = keys;
    this.database = database;
    this.clock = clock;
  }

  /**
   * What a replay did.
   *
   * @param entries looked at
   * @param files that were erased again
   * @param requests as well
   * @param unreadable entries whose key is not among those of {@code satchel.privacy.key}, or that
   *     are damaged, or of the future
   */
  record Replayed(long entries, long files, long requests, long unreadable) {

    static final Replayed NOTHING = new Replayed(0, 0, 0, 0);

    Replayed plus(Replayed more) {
      return new Replayed(
          entries + more.entries,
          files + more.files,
          requests + more.requests,
          unreadable + more.unreadable);
    }
  }

  /** Replays the whole ledger. */
  Uni<Replayed> all() {
    return replay(ids -> Uni.createFrom().item(ids));
  }

  /** Replays what the ledger has and the database does not know. */
  Uni<Replayed> missing() {
    return replay(this::unknown);
  }

  private Uni<List<UUID>> unknown(List<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(ids)
        : database
            .query(UNKNOWN, Tuple.of(ids.toArray(UUID[]::new)))
            .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
  }

  private Uni<Replayed> replay(Function<List<UUID>, Uni<List<UUID>>> chosen) {
    return Multi.createBy()
        .repeating()
        .uni(
            () -> new String[] {""},
            last -> ledger.page(last[0]).invoke(page -> last[0] = page.last()))
        .whilst(page -> !page.isLast())
        .onItem()
        .transformToUniAndConcatenate(page -> replay(page, chosen))
        .collect()
        .in(() -> new Replayed[] {Replayed.NOTHING}, (sum, more) -> sum[0] = sum[0].plus(more))
        .map(sum -> sum[0])
        .invoke(Replay::report);
  }

  private Uni<Replayed> replay(Page page, Function<List<UUID>, Uni<List<UUID>>> chosen) {
    return chosen
        .apply(page.ids())
        .chain(ids -> entries(ids).chain(entries -> replay(entries, ids.size())));
  }

  private Uni<List<LedgerEntry>> entries(List<UUID> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUni(ledger::get)
        .merge(AT_ONCE)
        .onItem()
        .transformToIterable(found -> found.stream().toList())
        .filter(entry -> keys.know(entry.subject().key()))
        .collect()
        .asList();
  }

  /**
   * Replays a page.
   *
   * @param readable of so many
   */
  private Uni<Replayed> replay(List<LedgerEntry> readable, int all) {
    var looked = new Replayed(all, 0, 0, all - readable.size());
    return Multi.createFrom()
        .iterable(
            readable.stream()
                .collect(Collectors.groupingBy(entry -> new Group(entry.account(), entry.kind())))
                .entrySet())
        .onItem()
        .transformToMultiAndConcatenate(group -> found(group.getKey(), group.getValue()))
        .onItem()
        .transformToUniAndConcatenate(this::erase)
        .collect()
        .in(() -> new Replayed[] {looked}, (sum, more) -> sum[0] = sum[0].plus(more))
        .map(sum -> sum[0])
        .call(() -> enter(readable));
  }

  /** Entries that are looked for among the same subjects. */
  private record Group(UUID account, Subject.Kind kind) {}

  /** Somebody of whom something is there, and an erasure of this one. */
  private record Found(LedgerEntry entry, Subject subject) {}

  private Multi<Found> found(Group group, List<LedgerEntry> entries) {
    Map<String, List<LedgerEntry>> byHash =
        entries.stream().collect(Collectors.groupingBy(entry -> name(entry.subject())));
    return subjects
        .of(group.account(), group.kind())
        .onItem()
        .transformToIterable(
            subject ->
                keys.hashes(subject.digest()).stream()
                    .flatMap(hash -> byHash.getOrDefault(name(hash), List.of()).stream())
                    .map(entry -> new Found(entry, subject))
                    .toList());
  }

  private static String name(KeyedHash hash) {
    return hash.key() + " " + HexFormat.of().formatHex(hash.value());
  }

  private Uni<Replayed> erase(Found found) {
    LedgerEntry entry = found.entry();
    var order = new Order(entry.id(), Actor.service(entry.account(), OCCASION), entry.erasedAt());
    return database
        .inTransaction(
            transaction ->
                enter(transaction, entry)
                    .chain(() -> sweep.of(transaction, order, found.subject()))
                    .call(swept -> add(transaction, entry, swept)))
        .invoke(files::committed)
        .map(
            swept ->
                swept
                    .map(it -> new Replayed(0, it.files(), it.requests(), 0))
                    .orElse(Replayed.NOTHING));
  }

  private static Uni<?> add(Transaction transaction, LedgerEntry entry, Optional<Swept> swept) {
    return swept
        .<Uni<?>>map(
            it ->
                transaction.update(
                    ADD, Tuple.of(entry.id(), it.files(), it.requests(), it.traces())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Those too of whom nothing was there: the database knows of them from now on. */
  private Uni<?> enter(List<LedgerEntry> entries) {
    return unknown(entries.stream().map(LedgerEntry::id).toList())
        .onItem()
        .transformToMulti(
            ids -> Multi.createFrom().iterable(entries).filter(it -> ids.contains(it.id())))
        .onItem()
        .transformToUniAndConcatenate(entry -> enter(database, entry))
        .collect()
        .last();
  }

  private Uni<Integer> enter(Statements statements, LedgerEntry entry) {
    return statements.update(
        ENTER,
        Tuple.from(
            new Object[] {
              entry.id(),
              entry.account(),
              entry.kind().wireName(),
              entry.subject().key(),
              Buffer.buffer(entry.subject().value()),
              Columns.utc(entry.erasedAt()),
              Columns.utc(clock.instant())
            }));
  }

  private static void report(Replayed done) {
    if (done.files() + done.requests() > 0) {
      LOG.warnf(
          "What was erased was there again: %d files and %d file requests were erased once more",
          done.files(), done.requests());
    }
    if (done.unreadable() > 0) {
      LOG.errorf(
          "%d erasures are hashed by keys that satchel.privacy.key does not have, or are damaged, and"
              + " whom they are about may be there again; satchel.erasure.accept-unreadable says"
              + " whether the service works nevertheless",
          done.unreadable());
    }
  }
}
