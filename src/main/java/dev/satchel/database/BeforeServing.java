package dev.satchel.database;

import io.smallrye.mutiny.Uni;

/**
 * What a replica has to have done before it takes the first request. {@link SchemaAtStart} has all
 * of them done over a schema that is whole; commands do none of it.
 */
public interface BeforeServing {

  /**
   * The work, which has begun when this returns or when it is subscribed to. All are done side by
   * side, so none counts on another's. It says itself how long the start may wait for it; a failure
   * ends the start.
   */
  Uni<Void> prepare();
}
