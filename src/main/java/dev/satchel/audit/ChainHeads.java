package dev.satchel.audit;

import dev.satchel.blob.ServiceObjects;
import dev.satchel.database.Columns;
import dev.satchel.database.Database;
import dev.satchel.log.RepeatedLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The ends of chains where nobody reaches them who reaches the database: each as an object in the
 * bucket, whose name says it all, and as a line of the log. None is ever removed from here.
 */
@ApplicationScoped
class ChainHeads {

  private static final Logger LOG = Logger.getLogger(ChainHeads.class);

  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  private static final String PLACE = "audit-heads/";

  /** As many digits as the largest number has. */
  private static final String NAME = PLACE + "%s/%019d-%s";

  /** Behind all hexadecimal digits. */
  private static final String END = "~";

  /** Chains whose ends leave at a time. */
  private static final int BATCH = 100;

  /** Ends that have not left, and of which none was on its way in that time; those last. */
  private static final String CLAIM =
      """
      update audit_chain set shown_at = $1 where account_id in (
        select account_id from audit_chain where sequence > shown_sequence and shown_at <= $2
        order by shown_at, account_id limit $3 for update skip locked)
      returning account_id, sequence, hash
      """;

  private static final String SHOWN =
      """
      update audit_chain set shown_sequence = greatest(shown_sequence, $2) where account_id = $1
      """;

  private final Database database;
  private final ServiceObjects objects;
  private final Clock clock;
  private final AuditConfig config;

  ChainHeads(Database database, ServiceObjects objects, Clock clock, AuditConfig config) {
    this.database = database;
    this.objects = objects;
    this.clock = clock;
    this.config = config;
  }

  /**
   * Brings out the ends of up to a hundred chains that have grown since; how many have left. One
   * that the store does not take keeps none of the others, and is tried again the next time.
   */
  Uni<Integer> show() {
    Instant now = clock.instant();
    Tuple parameters =
        Tuple.of(Columns.utc(now), Columns.utc(now.minus(config.headsEvery().dividedBy(2))), BATCH);
    return database
        .query(CLAIM, parameters)
        .map(rows -> rows.stream().map(ChainHead::of).toList())
        .chain(heads -> each(heads, now));
  }

  private Uni<Integer> each(List<ChainHead> heads, Instant now) {
    return Multi.createFrom()
        .iterable(heads)
        .onItem()
        .transformToUniAndConcatenate(head -> shown(head, now))
        .filter(shown -> shown)
        .collect()
        .asList()
        .map(List::size);
  }

  /** Whether it has left. */
  private Uni<Boolean> shown(ChainHead head, Instant now) {
    return Uni.createFrom()
        .deferred(() -> show(head, now))
        .replaceWith(true)
        .onFailure()
        .invoke(failure -> FAILURES.warn("The end of an audit's chain was not stored", failure))
        .onFailure()
        .recoverWithItem(false);
  }

  private Uni<Void> show(ChainHead head, Instant now) {
    LOG.infof("Audit head of account %s: %d %s", head.account(), head.sequence(), head.hash());
    return objects
        .put(name(head), text(head, now), config.lockHeadsFor().map(now::plus))
        .chain(() -> database.update(SHOWN, Tuple.of(head.account(), head.sequence())))
        .replaceWithVoid();
  }

  /**
   * The ends of the account's chain that are in the bucket, in their order.
   *
   * @param after only those of later records than this
   * @param upTo only those of records up to this
   */
  Uni<List<ChainHead>> between(UUID account, long after, long upTo) {
    String place = PLACE + account + "/";
    return collect(place, NAME.formatted(account, after, END), upTo, new ArrayList<>());
  }

  private Uni<List<ChainHead>> collect(
      String place, String after, long upTo, List<ChainHead> found) {
    return objects
        .list(place, after)
        .chain(
            page -> {
              List<ChainHead> heads =
                  page.names().stream().map(ChainHeads::head).flatMap(Optional::stream).toList();
              heads.stream().filter(it -> it.sequence() <= upTo).forEach(found::add);
              boolean done =
                  page.isLast()
                      || (!heads.isEmpty() && heads.getLast().sequence() > upTo)
                      || found.size() >= Chains.BATCH;
              return done
                  ? Uni.createFrom().item(found)
                  : collect(place, page.names().getLast(), upTo, found);
            });
  }

  /** The first account behind {@code after} of which the bucket holds an end. */
  Uni<Optional<UUID>> accountAfter(Optional<UUID> after) {
    return objects
        .list(PLACE, after.map(it -> PLACE + it + "/" + END).orElse(""))
        .map(page -> page.names().stream().map(ChainHeads::head).flatMap(Optional::stream))
        .map(heads -> heads.map(ChainHead::account).findFirst());
  }

  private static String name(ChainHead head) {
    return NAME.formatted(head.account(), head.sequence(), head.hash());
  }

  private static Optional<ChainHead> head(String name) {
    String[] parts = name.substring(PLACE.length()).split("[/]", 2);
    try {
      int end = parts[1].indexOf('-');
      return Optional.of(
          new ChainHead(
              UUID.fromString(parts[0]),
              Long.parseLong(parts[1].substring(0, end)),
              parts[1].substring(end + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException other) {
      return Optional.empty(); // Nobody of ours has put it there.
    }
  }

  /** For people. */
  private static byte[] text(ChainHead head, Instant now) {
    return "The audit of account %s had %d records at %s, the last with the hash %s.%n"
        .formatted(head.account(), head.sequence(), now, head.hash())
        .getBytes(StandardCharsets.UTF_8);
  }
}
