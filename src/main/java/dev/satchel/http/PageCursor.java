package dev.satchel.http;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list, newest first: right behind what was created then and has this id. Opaque to
 * callers.
 */
public record PageCursor(Instant createdAt, UUID id) {

  private static final int BYTES = 3 * Long.BYTES;

  /** Reads what {@link #toString} wrote; empty for anything else. */
  public static Optional<PageCursor> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      var cursor =
          new PageCursor(
              Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
              new UUID(bytes.getLong(), bytes.getLong()));
      return bytes.hasRemaining() || !cursor.isStorable() ? Optional.empty() : Optional.of(cursor);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The cursor as it leaves: opaque, safe in a query string. */
  @Override
  public String toString() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(micros)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** PostgreSQL's timestamps do not reach as far as Java's. */
  private boolean isStorable() {
    return createdAt.isAfter(Instant.EPOCH)
        && createdAt.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
  }
}
