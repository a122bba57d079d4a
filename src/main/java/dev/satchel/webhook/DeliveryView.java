package dev.satchel.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The Delivery object of the API. */
@Schema(name = "Delivery", description = "One event on its way to one webhook.")
@RegisterForReflection
public record DeliveryView(
    UUID id,
    @Schema(description = "The `webhook-id` of every attempt.") UUID eventId,
    @Schema(examples = "file-request.files.update") String eventType,
    @Schema(description = "Whose files have changed; null for a ping.", nullable = true)
        @Nullable UUID fileRequestId,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant createdAt,
    @Schema(enumeration = {"pending", "delivered", "failed"}) String status,
    @Schema(description = "The newest last; the newest 20 of them, if there are more.")
        List<AttemptView> attempts,
    @Schema(description = "What the target answered last, if it ever did.", nullable = true)
        @Nullable Integer lastStatusCode,
    @Schema(description = "When it is tried next; null unless it is pending.", nullable = true)
        @Nullable Instant nextAttemptAt,
    @Schema(description = "When it was delivered or failed for good.", nullable = true)
        @Nullable Instant settledAt) {}
