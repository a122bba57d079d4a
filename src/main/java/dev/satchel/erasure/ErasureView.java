package dev.satchel.erasure;

import dev.satchel.database.Columns;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An erasure, and when it has finished the proof of it: counts, and nobody's id. */
@Schema(name = "Erasure")
@RegisterForReflection
public record ErasureView(
    UUID id,
    Instant createdAt,
    @Schema(description = "When the last byte had gone; null until then.", nullable = true)
        @Nullable Instant finishedAt,
    @Schema(
            examples = "user",
            enumeration = {"user", "person"})
        String kind,
    @Schema(description = "Files that were to be removed.") long files,
    @Schema(description = "Files whose bytes may still be there.") long remaining,
    @Schema(description = "File requests of the person that are gone.") long requests,
    @Schema(
            description =
                "Stored answers and events that told of the files, and tell nothing any more.")
        long traces) {

  static ErasureView of(Row row) {
    return new ErasureView(
        row.getUUID("id"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "finished_at"),
        row.getString("kind"),
        row.getLong("files"),
        row.getLong("remaining"),
        row.getLong("requests"),
        row.getLong("traces"));
  }
}
