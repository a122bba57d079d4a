package dev.satchel.file;

import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The removal of all files of a user. */
@Schema(name = "Erasure")
public record ErasureView(
    UUID id,
    UUID userId,
    @Schema(implementation = String.class) Instant createdAt,
    @Schema(
            description = "When the last byte had gone; null until then.",
            implementation = String.class,
            nullable = true)
        @Nullable Instant finishedAt,
    @Schema(description = "Files that were to be removed.") long files,
    @Schema(description = "Files whose bytes may still be there.") long remaining) {

  static ErasureView of(Row row) {
    return new ErasureView(
        row.getUUID("id"),
        row.getUUID("user_id"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "finished_at"),
        row.getLong("files"),
        row.getLong("remaining"));
  }
}
