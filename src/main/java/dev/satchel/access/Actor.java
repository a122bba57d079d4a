package dev.satchel.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, as a record tells of it.
 *
 * @param clientAddress where the request came from; null where that is no internet address
 * @param requestId as the answer's {@code X-Request-Id}, which the caller may choose
 * @param serviceRequestId the service's own id of the request, which nobody chooses
 */
public record Actor(
    UUID accountId,
    UUID keyId,
    @Nullable String clientAddress,
    String requestId,
    String serviceRequestId) {

  /** Whose request has no other name than that of the service. */
  public Actor(UUID accountId, UUID keyId, @Nullable String clientAddress, String requestId) {
    this(accountId, keyId, clientAddress, requestId, requestId);
  }
}
