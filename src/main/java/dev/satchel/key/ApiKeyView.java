package dev.satchel.key;

import dev.satchel.access.ApiKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key as the API tells of it: never what a caller sends. */
@Schema(name = "ApiKey", description = "A key of an account.")
@RegisterForReflection
public record ApiKeyView(
    UUID id,
    @Schema(examples = "2021-01-15T14:33:29.145322+00:00") Instant createdAt,
    @Schema(description = "From this instant on the key is not valid.", nullable = true)
        @Nullable Instant expiresAt,
    @Schema(description = "A label.", examples = "intake of the clinic") String name,
    @Schema(description = "What the key may do.", examples = "[\"files:read\"]")
        List<String> scopes) {

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id, key.createdAt, key.expiresAt, key.name, List.of(key.scopes.split(" ")));
  }
}
