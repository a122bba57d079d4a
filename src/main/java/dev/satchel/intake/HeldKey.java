package dev.satchel.intake;

import dev.satchel.log.RepeatedLine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a running upload has to do for its {@code Idempotency-Key}, if it has one. */
interface HeldKey {

  RepeatedLine FAILURES = new RepeatedLine(Logger.getLogger(HeldKey.class));

  /** That of an upload without a key. */
  HeldKey NONE = failure -> {};

  /** Lets go of the key, for good where the upload failed. */
  void close(@Nullable Throwable failure);

  /**
   * Renews the claim until it is closed.
   *
   * @param upload that holds the key
   * @param lease of one claim
   */
  static HeldKey of(UUID upload, IdempotencyRecords records, Vertx vertx, Duration lease) {
    long renewals =
        vertx.setPeriodic(
            lease.dividedBy(3).toMillis(),
            tick ->
                records
                    .renew(upload)
                    .subscribe()
                    .with(renewed -> {}, failed -> FAILURES.warn("A key was not renewed", failed)));
    return failure -> {
      vertx.cancelTimer(renewals);
      if (failure != null && !(failure instanceof CommitUnknownException)) {
        records
            .release(upload)
            .subscribe()
            .with(
                free -> {},
                failed -> FAILURES.warn("A key stays in use until its lease ends", failed));
      }
    };
  }
}
