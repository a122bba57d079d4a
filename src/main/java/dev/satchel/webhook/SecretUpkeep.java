package dev.satchel.webhook;

import dev.satchel.database.BeforeServing;
import dev.satchel.database.Database;
import dev.satchel.database.Transaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the secrets that are kept in line with the keys of the configuration: at start it looks
 * whether all can be opened, and from then on it seals, batch by batch, those that are kept as
 * their text or under an older key. Any number of replicas may do it at once.
 */
@ApplicationScoped
class SecretUpkeep implements BeforeServing {

  private static final Logger LOG = Logger.getLogger(SecretUpkeep.class);
  private static final int BATCH = 100;
  private static final String PROPERTY = "satchel.webhooks.secret-keys";

  /** The ids of all keys that something is sealed with; empty for what is kept as its text. */
  private static final String IDS =
      """
      select distinct case when kept like 'sealed:%' then split_part(kept, ':', 2) else '' end id
      from (select secret kept from webhook union all
        select previous_secret from webhook where previous_secret is not null) secrets
      """;

  private static final String OUTDATED =
      """
      select id, secret, previous_secret from webhook
      where left(secret, length($1)) <> $1 or left(previous_secret, length($1)) <> $1
      order by id limit $2 for update skip locked
      """;

  private static final String RENEW =
      "update webhook set secret = $2, previous_secret = $3 where id = $1";

  private final Database database;
  private final SecretSeal seal;

  SecretUpkeep(Database database, WebhookConfig config) {
    this.database = database;
    this.seal = WebhookSettings.of(config).seal();
  }

  @Override
  public Uni<Void> prepare() {
    return database
        .query(IDS, Tuple.tuple())
        .map(rows -> rows.stream().map(row -> row.getString("id")))
        .map(ids -> ids.collect(Collectors.toCollection(TreeSet::new)))
        .invoke(used -> requireKeys(seal, used))
        .replaceWithVoid();
  }

  /**
   * Refuses to start without what opens the secrets that there are, and seals them.
   *
   * @param used the ids of keys that secrets are sealed with, empty for one that is not sealed
   * @throws IllegalArgumentException which names the property, and no key
   */
  static void requireKeys(SecretSeal seal, Set<String> used) {
    List<String> missing =
        used.stream().filter(id -> !id.isEmpty() && !seal.ids().contains(id)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          PROPERTY
              + ": secrets of webhooks are sealed with keys that are not among them: "
              + String.join(", ", missing));
    }
    if (!used.isEmpty() && !seal.isReady()) {
      throw new IllegalArgumentException(
          PROPERTY
              + " must hold a key, since there are webhooks, whose secrets are encrypted with it:"
              + " an id, a colon, and what openssl rand -base64 32 prints.");
    }
  }

  @Scheduled(every = "10m", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> renew() {
    return Multi.createBy()
        .repeating()
        .uni(this::renewBatch)
        .until(renewed -> renewed == 0)
        .onItem()
        .ignoreAsUni();
  }

  /** How many webhooks have their secrets sealed anew, of those that nobody else changes. */
  Uni<Integer> renewBatch() {
    Optional<String> start = seal.currentStart();
    return start.isEmpty()
        ? Uni.createFrom().item(0)
        : database.inTransaction(
            transaction ->
                transaction
                    .query(OUTDATED, Tuple.of(start.get(), BATCH))
                    .chain(found -> renew(transaction, found)));
  }

  private Uni<Integer> renew(Transaction transaction, RowSet<Row> found) {
    List<Tuple> renewed = found.stream().map(this::renewed).flatMap(Optional::stream).toList();
    return renewed.isEmpty()
        ? Uni.createFrom().item(0)
        : transaction.updateEach(RENEW, renewed).replaceWith(renewed.size());
  }

  /** Empty where a secret cannot be opened: it stays, and its deliveries say so. */
  private Optional<Tuple> renewed(Row row) {
    UUID webhook = row.getUUID("id");
    try {
      return Optional.of(
          Tuple.of(
              webhook,
              seal.renewed(webhook, row.getString("secret")),
              renewedOrNull(webhook, row.getString("previous_secret"))));
    } catch (UnreadableSecretException unreadable) {
      LOG.errorf("The secret of webhook %s cannot be opened", webhook);
      return Optional.empty();
    }
  }

  private @Nullable String renewedOrNull(UUID webhook, @Nullable String kept) {
    return kept == null ? null : seal.renewed(webhook, kept);
  }
}
