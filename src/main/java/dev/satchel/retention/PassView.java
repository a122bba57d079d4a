package dev.satchel.retention;

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
        row.getOffsetDateTime("started_at").toInstant(),
        row.getOffsetDateTime("finished_at").toInstant(),
        row.getLong("seen"),
        row.getLong("removed"),
        row.getLong("failed"),
        row.getLong("removed_last_day"));
  }
}
