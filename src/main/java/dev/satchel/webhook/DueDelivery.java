package dev.satchel.webhook;

import dev.satchel.database.Columns;
import dev.satchel.event.EventType;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this replica has claimed, for the time of a lease, to try it once.
 *
 * @param target whom it goes to; deliveries to one target share its limit
 * @param webhook whose registration says where it goes; null for the URL of a file request
 * @param attempt the number of this attempt, from 1; also the fence against a lease that has run
 *     out
 * @param failures attempts that have failed since it was last made pending
 * @param secrets of the webhook as they are kept, the valid one first; empty for the URL of a file
 *     request
 * @param wanted false for an event that a disabled webhook does not want any more
 */
record DueDelivery(
    UUID id,
    UUID event,
    UUID target,
    @Nullable UUID webhook,
    String url,
    int attempt,
    int failures,
    List<String> secrets,
    boolean wanted,
    String payload) {

  static DueDelivery of(Row row, Instant now) {
    UUID webhook = row.getUUID("webhook_id");
    return new DueDelivery(
        row.getUUID("id"),
        row.getUUID("event_id"),
        row.getUUID("target_id"),
        webhook,
        row.getString("url"),
        row.getInteger("attempts"),
        row.getInteger("failures"),
        secrets(row, now),
        webhook == null
            || row.getBoolean("enabled")
            || row.getString("type").equals(EventType.PING.wireName()),
        row.getString("payload"));
  }

  private static List<String> secrets(Row row, Instant now) {
    var secrets = new ArrayList<String>();
    String secret = row.getString("secret");
    if (secret != null) {
      secrets.add(secret);
    }
    Instant until = Columns.instantOrNull(row, "previous_secret_until");
    String previous = row.getString("previous_secret");
    if (previous != null && until != null && now.isBefore(until)) {
      secrets.add(previous);
    }
    return secrets;
  }
}
