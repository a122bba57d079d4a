package dev.satchel.file;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A file as its file request shows it: as everywhere, but for the id of that request. */
@Schema(name = "AnsweringFile", description = "A file, within the file request that it answers.")
public record AnsweringFileView(
    UUID id,
    @Schema(implementation = String.class) Instant createdAt,
    @Schema(nullable = true) @Nullable String description,
    @Schema(implementation = String.class, nullable = true) @Nullable Instant expiresAt,
    @Schema(nullable = true) @Nullable Integer imageHeight,
    @Schema(nullable = true) @Nullable Integer imageWidth,
    String mimeType,
    String originalName,
    @Schema(implementation = String.class, nullable = true) @Nullable Instant photoCreatedAt,
    long size) {

  static AnsweringFileView of(Row row) {
    return new AnsweringFileView(
        row.getUUID("id"),
        Objects.requireNonNull(instant(row, "created_at")),
        row.getString("description"),
        instant(row, "expires_at"),
        row.getInteger("image_height"),
        row.getInteger("image_width"),
        row.getString("mime_type"),
        row.getString("original_name"),
        instant(row, "photo_created_at"),
        row.getLong("size"));
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
