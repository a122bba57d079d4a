package dev.satchel.database;

import io.smallrye.mutiny.Uni;

/**
 * What a replica has to have done before it takes the first request. {@link SchemaAtStart} has all
 * of them done over a schema that is whole. Commands do none of it: one may be run without the
 * service's settings, and must not take its key away.
 */
public interface BeforeServing {

  /**
   * Begins the work; it ends when the replica may serve as far as this is concerned, and in a time
   * that it bounds itself. All are done side by side, so none counts on another's. A failure ends
   * the start.
   */
  Uni<Void> prepare();
}
