package dev.satchel.retention;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How well the service forgets. */
@Schema(name = "Retention")
record RetentionView(
    @Schema(description = "How long the file that should be gone for longest has been so.")
        long overdueSeconds,
    @Schema(description = "Files whose time is over and that are still there.") long due,
    @Schema(description = "Files whose bytes were removed in the last 24 hours.")
        long purgedLastDay,
    @Schema(description = "Objects without an owner, found by the last comparison.")
        long orphansFound,
    @Schema(description = "The last pass of each kind.") List<PassView> passes) {}
