package dev.satchel.webhook;

import dev.satchel.database.Columns;
import dev.satchel.database.Transaction;
import dev.satchel.event.Event;
import dev.satchel.event.EventTargets;
import dev.satchel.id.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One delivery for each target of an event, so that each has a state of its own. */
@ApplicationScoped
class TargetDeliveries implements EventTargets {

  /** The lock keeps a webhook from being deleted before the deliveries that refer to it are in. */
  private static final String SUBSCRIBED =
      """
      select id from webhook
      where account_id = $1 and enabled and $2 = any(string_to_array(event_types, ' '))
      for key share
      """;

  private static final String INSERT =
      """
      insert into delivery
        (id, event_id, account_id, webhook_id, url, target_id, file_request_id, sequence, status,
         due_at, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $9)
      """;

  private final TimeOrderedIds ids;

  TargetDeliveries(TimeOrderedIds ids) {
    this.ids = ids;
  }

  @Override
  public Uni<Void> enqueue(Transaction transaction, Event event, Optional<String> url) {
    return url.isPresent()
        ? insert(transaction, List.of(toUrl(event, url.get())))
        : transaction
            .query(SUBSCRIBED, Tuple.of(event.accountId(), event.type().wireName()))
            .chain(found -> insert(transaction, toWebhooks(event, found)));
  }

  /** A delivery to one webhook, in the caller's transaction; its id. */
  Uni<UUID> enqueue(Transaction transaction, Event event, UUID webhook) {
    Tuple row = row(event, webhook, null, webhook);
    return insert(transaction, List.of(row)).replaceWith(row.getUUID(0));
  }

  private List<Tuple> toWebhooks(Event event, RowSet<Row> found) {
    var rows = new ArrayList<Tuple>();
    for (Row webhook : found) {
      rows.add(row(event, webhook.getUUID("id"), null, webhook.getUUID("id")));
    }
    return rows;
  }

  /** An account's file requests with the same URL share one target. */
  private Tuple toUrl(Event event, String url) {
    String name = event.accountId() + " " + url;
    return row(event, null, url, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private Tuple row(Event event, @Nullable UUID webhook, @Nullable String url, UUID target) {
    return Tuple.from(
        new Object[] {
          ids.next(),
          event.id(),
          event.accountId(),
          webhook,
          url,
          target,
          event.fileRequestId(),
          event.sequence(),
          Columns.utc(event.createdAt())
        });
  }

  private static Uni<Void> insert(Transaction transaction, List<Tuple> rows) {
    return rows.isEmpty() ? Uni.createFrom().voidItem() : transaction.updateEach(INSERT, rows);
  }
}
