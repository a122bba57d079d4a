package dev.satchel.retention;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;

/** Tells how far removing is behind. Fails as the database does. */
public interface OverdueFiles {

  /**
   * How long the file, of all accounts, that should be gone for longest has been so; zero where
   * there is none.
   */
  Uni<Duration> overdue(Duration grace);

  /** The figures of one account, and of nobody else. */
  Uni<AccountFigures> of(UUID account, Duration grace);

  /**
   * How the files of one account are forgotten.
   *
   * @param overdue how long the file that should be gone for longest has been so; zero where there
   *     is none
   * @param due files that have been gone for as long as the time of grace, or are to be erased
   * @param purgedLastDay files whose bytes were removed in the last 24 hours
   */
  record AccountFigures(Duration overdue, long due, long purgedLastDay) {}
}
