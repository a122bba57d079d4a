package dev.satchel.retention;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Tells how far removing is behind, over all accounts. Fails as the database does. */
public interface OverdueFiles {

  /** How long the file that should be gone for longest has been so; zero where there is none. */
  Uni<Duration> overdue(Duration grace);

  /** Files that have been gone for as long as {@code grace}, or are to be erased. */
  Uni<Long> due(Duration grace);
}
