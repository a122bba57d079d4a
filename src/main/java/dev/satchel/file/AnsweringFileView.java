package dev.satchel.file;

import dev.satchel.database.Columns;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A file as its file request shows it: as everywhere, but for the id of that request. */
@Schema(name = "AnsweringFile", description = "A file, within the file request that it answers.")
@RegisterForReflection
public record AnsweringFileView(
    UUID id,
    Instant createdAt,
    @Schema(nullable = true) @Nullable String description,
    @Schema(nullable = true) @Nullable Instant expiresAt,
    @Schema(nullable = true) @Nullable Integer imageHeight,
    @Schema(nullable = true) @Nullable Integer imageWidth,
    String mimeType,
    String originalName,
    @Schema(nullable = true) @Nullable Instant photoCreatedAt,
    long size) {

  static AnsweringFileView of(Row row) {
    return new AnsweringFileView(
        row.getUUID("id"),
        Columns.instant(row, "created_at"),
        row.getString("description"),
        Columns.instantOrNull(row, "expires_at"),
        row.getInteger("image_height"),
        row.getInteger("image_width"),
        row.getString("mime_type"),
        row.getString("original_name"),
        Columns.instantOrNull(row, "photo_created_at"),
        row.getLong("size"));
  }
}
