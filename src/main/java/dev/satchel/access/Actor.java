package dev.satchel.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, as a record tells of it.
 *
 * @param clientAddress where the request came from; null where that is no internet address
 * @param requestId as the answer's {@code X-Request-Id}
 */
public record Actor(UUID accountId, UUID keyId, @Nullable String clientAddress, String requestId) {}
