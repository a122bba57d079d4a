package dev.satchel.retention;

import io.smallrye.mutiny.Uni;

/** One kind of work that is done again and again. */
interface Pass {

  /** Names the kind in metrics and reports. */
  String kind();

  /** Does a batch of it. Fails where nothing could be done, for the database or the store. */
  Uni<Batch> batch();

  /**
   * What a batch did.
   *
   * @param seen things looked at
   * @param removed things dealt with
   * @param failed things that have to be looked at again
   * @param isFull whether there may be more to do at once
   */
  record Batch(long seen, long removed, long failed, boolean isFull) {

    static final Batch NONE = new Batch(0, 0, 0, false);

    Batch plus(Batch next) {
      return new Batch(seen + next.seen, removed + next.removed, failed + next.failed, next.isFull);
    }
  }
}
