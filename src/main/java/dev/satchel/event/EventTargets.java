package dev.satchel.event;

import dev.satchel.database.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Who is to hear of events. */
public interface EventTargets {

  /**
   * Puts on record, in the caller's transaction, that the event has to reach every target.
   *
   * @param url the one target, where the change names one; else all that the account has registered
   */
  Uni<Void> enqueue(Transaction transaction, Event event, Optional<String> url);
}
