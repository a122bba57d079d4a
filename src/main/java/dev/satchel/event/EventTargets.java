package dev.satchel.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Optional;

/** Who is to hear of events. */
public interface EventTargets {

  /**
   * Puts on record, in the caller's transaction, that the event has to reach every target.
   *
   * @param url the one target, where the change names one; else all that the account has registered
   */
  Uni<Void> enqueue(SqlClient transaction, Event event, Optional<String> url);
}
