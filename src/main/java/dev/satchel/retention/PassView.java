package dev.satchel.retention;

import dev.satchel.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The last pass of one kind. */
@Schema(name = "RetentionPass")
record PassView(
    @Schema(examples = "purge") String kind,
    @Schema(implementation = String.class) Instant startedAt,
    @Schema(implementation = String.class) Instant finishedAt,
    long seen,
    long removed,
    @Schema(description = "What has to be done again.") long failed,
    @Schema(description = "By all passes of this kind.") long removedLastDay) {

  static PassView of(Row row) {
    return new PassView(
        row.getString("kind"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"),
        row.getLong("seen"),
        row.getLong("removed"),
        row.getLong("failed"),
        row.getLong("removed_last_day"));
  }
}
