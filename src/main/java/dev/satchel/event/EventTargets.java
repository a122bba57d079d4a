package dev.satchel.event;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Adds deliveries of an event for the targets that are to get it. */
public interface EventTargets {

  /**
   * Puts on record, in the caller's transaction, that the event has to reach every target.
   *
   * @param url the one target, where the change names one; else all that the account has registered
   */
  Uni<Void> enqueue(Transaction transaction, Event event, Optional<String> url);
}
