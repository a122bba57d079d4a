package dev.satchel.retention;

import dev.satchel.retention.OverdueFiles.AccountFigures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How well the service forgets the files of an account. */
@Schema(name = "Retention")
@RegisterForReflection
record RetentionView(
    @Schema(
            description =
                "How long the account's file that should be gone for longest has been so.")
        long overdueSeconds,
    @Schema(description = "Files of the account whose time is over and that are still there.")
        long due,
    @Schema(description = "Files of the account whose bytes were removed in the last 24 hours.")
        long purgedLastDay,
    @Schema(description = "When each kind of pass was last made.") List<PassView> passes) {

  static RetentionView of(AccountFigures figures, List<PassView> passes) {
    return new RetentionView(
        figures.overdue().toSeconds(), figures.due(), figures.purgedLastDay(), passes);
  }
}
