package dev.satchel.retention;

import dev.satchel.database.Columns;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The last pass of one kind. It works on all accounts, so what it found is for the metrics and not
 * for one of them.
 */
@Schema(name = "RetentionPass")
@RegisterForReflection
record PassView(@Schema(examples = "purge") String kind, Instant startedAt, Instant finishedAt) {

  static PassView of(Row row) {
    return new PassView(
        row.getString("kind"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"));
  }
}
