package dev.satchel.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, as a record tells of it.
 *
 * @param keyId the key that was shown; of whoever comes by the link of a file request, that request
 * @param clientAddress where the request came from; null where that is no internet address
 * @param requestId as the answer's {@code X-Request-Id}, which the caller may choose
 * @param serviceRequestId the service's own id of the request, which nobody chooses
 * @param via what else there is to say of the way; null where a key was shown
 */
public record Actor(
    UUID accountId,
    UUID keyId,
    @Nullable String clientAddress,
    String requestId,
    String serviceRequestId,
    @Nullable String via) {

  /** No key has it: the service itself acts. */
  private static final UUID NO_KEY = new UUID(0, 0);

  /** Whose request has no other name than that of the service. */
  public Actor(UUID accountId, UUID keyId, @Nullable String clientAddress, String requestId) {
    this(accountId, keyId, clientAddress, requestId, requestId, null);
  }

  /**
   * The service itself.
   *
   * @param occasion instead of a request's id
   */
  public static Actor service(UUID account, String occasion) {
    return new Actor(account, NO_KEY, null, occasion);
  }
}
