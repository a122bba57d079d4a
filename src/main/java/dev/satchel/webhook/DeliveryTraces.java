package dev.satchel.webhook;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;

/** What targets have answered to deliveries: they may have said back what they were told. */
@ApplicationScoped
public class DeliveryTraces {

  /** Waits for results that are being written; who writes one later sees it. */
  private static final String MARK =
      "update delivery set erased = true where event_id = any($1) and not erased";

  private static final String FORGET =
      """
      update delivery_attempt set response_excerpt = null
      where response_excerpt is not null
        and delivery_id in (select id from delivery where event_id = any($1))
      """;

  private static final String FORGET_ALL = "delete from delivery where file_request_id = any($1)";

  /** Forgets all deliveries of the file requests' events. */
  public Uni<Integer> forgetOf(Transaction transaction, Collection<UUID> requests) {
    return transaction.update(FORGET_ALL, Tuple.of(requests.toArray(UUID[]::new)));
  }

  /**
   * Forgets what targets have answered to these events, and from now on what they will answer. One
   * that has been sent already is on its way.
   */
  public Uni<Void> forget(Transaction transaction, Collection<UUID> events) {
    Tuple parameters = Tuple.of(events.toArray(UUID[]::new));
    return transaction
        .update(MARK, parameters)
        .chain(() -> transaction.update(FORGET, parameters))
        .replaceWithVoid();
  }
}
