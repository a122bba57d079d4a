package dev.satchel.webhook;

import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes deliveries of the rows of a join: a row for each attempt, or one without an attempt. Rows
 * come in the order of the deliveries, those of one delivery in the order of its attempts.
 */
final class DeliveryRows {

  private DeliveryRows() {}

  static List<DeliveryView> views(Iterable<Row> rows) {
    Map<UUID, DeliveryView> views = new LinkedHashMap<>();
    for (Row row : rows) {
      DeliveryView view = views.computeIfAbsent(row.getUUID("id"), id -> delivery(id, row));
      if (row.getInteger("attempt") != null) {
        view.attempts().add(attempt(row));
      }
    }
    return List.copyOf(views.values());
  }

  private static DeliveryView delivery(UUID id, Row row) {
    return new DeliveryView(
        id,
        row.getUUID("event_id"),
        row.getString("type"),
        row.getUUID("file_request_id"),
        Columns.instant(row, "created_at"),
        row.getString("status"),
        new ArrayList<>(),
        row.getInteger("last_status_code"),
        Columns.instantOrNull(row, "next_attempt_at"),
        Columns.instantOrNull(row, "settled_at"));
  }

  private static AttemptView attempt(Row row) {
    return new AttemptView(
        row.getInteger("attempt"),
        Columns.instant(row, "started_at"),
        row.getInteger("duration_millis"),
        row.getInteger("status_code"),
        row.getString("error"),
        row.getString("response_excerpt"));
  }
}
