package dev.satchel.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param status of the delivery from now on
 * @param retryAt when it is due again; null where it is settled
 */
record Settlement(DueDelivery delivery, Attempt attempt, Status status, @Nullable Instant retryAt) {

  /** Where a delivery stands. */
  enum Status {
    PENDING("pending"),
    DELIVERED("delivered"),
    FAILED("failed");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  boolean isFinalFailure() {
    return status == Status.FAILED;
  }
}
