package dev.satchel.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One try of a delivery. */
@Schema(name = "DeliveryAttempt")
@RegisterForReflection
public record AttemptView(
    @Schema(description = "Counts the attempts of the delivery, from 1.") int attempt,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant startedAt,
    long durationMillis,
    @Schema(description = "What the target answered; null where it did not.", nullable = true)
        @Nullable Integer statusCode,
    @Schema(description = "What went wrong; null where the target took it.", nullable = true)
        @Nullable String error,
    @Schema(description = "The beginning of what the target answered.", nullable = true)
        @Nullable String responseExcerpt) {}
