package dev.satchel.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A delivery of a ping, put straight into the database. All were created at the same time. */
public record StoredDelivery(UUID id, UUID event) {

  private static final Instant CREATED = Instant.parse("2024-02-29T12:00:00.123456Z");
  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  private static final String INSERT_EVENT =
      """
      insert into event (id, account_id, type, sequence, payload, created_at)
      values (?, ?, 'ping', 0, '{}', ?)
      """;

  private static final String INSERT =
      """
      insert into delivery
        (id, event_id, account_id, webhook_id, target_id, sequence, status, due_at, attempts,
         failures, last_status_code, created_at, settled_at)
      values (?, ?, ?, ?, ?, 0, ?, ?, 3, 3, ?, ?, ?)
      """;

  private static final String INSERT_ATTEMPT =
      """
      insert into delivery_attempt
        (delivery_id, attempt, started_at, duration_millis, status_code, error, response_excerpt)
      values (?, ?, ?, 17, ?, ?, ?)
      """;

  /**
   * A delivery whose id is greater than those before.
   *
   * @param time when it is due, if it is pending; else when it was settled
   */
  public static StoredDelivery insert(UUID account, UUID webhook, String status, Instant time)
      throws SQLException {
    boolean pending = status.equals("pending");
    var delivery = new StoredDelivery(new UUID(0x7000, IDS.incrementAndGet()), UUID.randomUUID());
    execute(INSERT_EVENT, delivery.event, account, CREATED);
    execute(
        INSERT,
        delivery.id,
        delivery.event,
        account,
        webhook,
        webhook,
        status,
        time,
        pending ? null : 503,
        CREATED,
        pending ? null : time);
    return delivery;
  }

  public void attempt(
      int attempt, @Nullable Integer statusCode, @Nullable String error, @Nullable String excerpt)
      throws SQLException {
    execute(INSERT_ATTEMPT, id, attempt, CREATED, statusCode, error, excerpt);
  }

  /** What a column, or another expression, of its row is now. */
  public String column(String expression) throws SQLException {
    return Storage.rows("select " + expression + " from delivery where id = '" + id + "'")
        .getFirst();
  }

  private static void execute(String sql, @Nullable Object... parameters) throws SQLException {
    try (Connection database = SatchelServers.database();
        PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object value = parameters[i];
        statement.setObject(
            i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
      }
      statement.executeUpdate();
    }
  }
}
