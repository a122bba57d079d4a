package dev.satchel.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out of the log what libraries say of themselves that is neither true nor of use: the SQL
 * client of Vert.x 4.5 does not stop the timer of a statement that got no connection, and when that
 * fires fails it once more, which throws {@code Result is already complete}.
 */
@LoggingFilter(name = "known-noise")
public final class KnownNoise implements Filter {

  private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  @Override
  public boolean isLoggable(LogRecord line) {
    return !(line.getThrown() instanceof IllegalStateException failure && isOfPool(failure));
  }

  private static boolean isOfPool(IllegalStateException failure) {
    return "Result is already complete".equals(failure.getMessage())
        && Arrays.stream(failure.getStackTrace()).anyMatch(it -> it.getClassName().equals(POOL));
  }
}
