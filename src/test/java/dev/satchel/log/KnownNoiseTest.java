package dev.satchel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownNoiseTest {

  private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  private final KnownNoise filter = new KnownNoise();

  @Test
  void leavesOutWhatThePoolSaysOfItsTimers() {
    assertThat(filter.isLoggable(line(complete("Result is already complete", POOL)))).isFalse();
  }

  @Test
  void leavesAllElse() {
    assertThat(filter.isLoggable(line(complete("Result is already complete", "a.B")))).isTrue();
    assertThat(filter.isLoggable(line(complete("Other", POOL)))).isTrue();
    assertThat(filter.isLoggable(line(new IllegalArgumentException()))).isTrue();
    assertThat(filter.isLoggable(line(null))).isTrue();
  }

  private static IllegalStateException complete(String message, String place) {
    var failure = new IllegalStateException(message);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(place, "execute", "X.java", 1)});
    return failure;
  }

  private static LogRecord line(@Nullable Throwable thrown) {
    var line = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
    line.setThrown(thrown);
    return line;
  }
}
