package dev.satchel.intake;

import dev.satchel.log.RepeatedLine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What a running upload has to do for its {@code Idempotency-Key}, if it has one. */
interface HeldKey {

  RepeatedLine FAILURES = new RepeatedLine(Logger.getLogger(HeldKey.class));

  /** That of an upload without a key. */
  HeldKey NONE = failed -> {};

  /**
   * Lets go of the key.
   *
   * @param failed whether the next request may have it; else it stays that of this upload
   */
  void close(boolean failed);

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
                    .with(
                        renewed -> {}, failure -> FAILURES.warn("A key was not renewed", failure)));
    return failed -> {
      vertx.cancelTimer(renewals);
      if (failed) {
        records
            .release(upload)
            .subscribe()
            .with(
                free -> {},
                failure -> FAILURES.warn("A key stays in use until its lease ends", failure));
      }
    };
  }
}
