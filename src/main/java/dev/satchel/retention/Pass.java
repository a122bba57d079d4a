package dev.satchel.retention;

import io.smallrye.mutiny.Uni;
import java.util.Locale;

/**
 * One kind of work that is done again and again, by the room whose tables it works on. Every
 * replica runs it, none beside itself; they share the work by claims in the database.
 */
public interface Pass {

  /** What is done, in the order in which a round does it. */
  enum Kind {
    /** Tells of files that have expired. Not part of a round: it waits for no other pass. */
    EXPIRY,
    /** Removes files whose time is over. */
    PURGE,
    /** Keeps erasures in the ledger, and ends those of which nothing is left. */
    ERASURE,
    /** Removes file requests whose time is over, and people whom none of them names. */
    REQUESTS,
    /** Keys hashes of people that were made without a key. */
    PEOPLE,
    /** Removes what uploads have left. */
    UPLOADS,
    /** Compares bucket and tables. */
    COMPARISON,
    /** Forgets what was kept for the record only. */
    HISTORY;

    /** Its name in metrics, records and reports. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One pass of each kind is there. */
  Kind kind();

  /**
   * Does a batch of it: as many things as {@code satchel.retention.batch} says. Fails where nothing
   * could be done, for the database or the store.
   */
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

    /** Nothing was there to be done. */
    public static final Batch NONE = new Batch(0, 0, 0, false);

    /** Both, with room for more as after the second. */
    public Batch plus(Batch next) {
      return new Batch(seen + next.seen, removed + next.removed, failed + next.failed, next.isFull);
    }
  }
}
