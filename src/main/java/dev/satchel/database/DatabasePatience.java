package dev.satchel.database;

import dev.satchel.config.SatchelConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Bounds how long a caller waits for the database. Its client would wait for ever where a host is
 * gone without a word.
 */
@ApplicationScoped
public class DatabasePatience {

  private final Duration timeout;

  DatabasePatience(SatchelConfig config) {
    this.timeout = config.api().databaseTimeout();
  }

  /**
   * The same work; fails with {@link TimeoutException} after {@code satchel.api.database-timeout}.
   * The database may still do it then.
   */
  public <T> Uni<T> bound(Uni<T> work) {
    return work.ifNoItem().after(timeout).failWith(TimeoutException::new);
  }
}
