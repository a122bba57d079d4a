package dev.satchel.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of files, newest first: right behind the file that it names. */
record FileCursor(Instant createdAt, UUID id) {

  private static final int BYTES = 3 * Long.BYTES;

  static FileCursor behind(StoredFile file) {
    return new FileCursor(file.createdAt, file.id);
  }

  /** Reads what {@link #toString} wrote; empty for anything else. */
  static Optional<FileCursor> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      var cursor =
          new FileCursor(
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
