package dev.satchel.testing;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service's clock in tests: the machine's, in microseconds, until a test moves or stops it. Who
 * does that calls {@link #reset} afterwards.
 */
@Singleton
public class SettableClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;
  private volatile @Nullable Instant stopped;

  /** From now on it is so much later than before. */
  public void advance(Duration time) {
    Instant now = stopped;
    if (now == null) {
      ahead = ahead.plus(time);
    } else {
      stopped = now.plus(time);
    }
  }

  /** From now on it is always {@code instant}. */
  public void stopAt(Instant instant) {
    stopped = instant;
  }

  /** Back to the machine's time. */
  public void reset() {
    ahead = Duration.ZERO;
    stopped = null;
  }

  @Override
  public Instant instant() {
    Instant now = stopped;
    return now == null ? Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS) : now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Satchel thinks in UTC");
  }
}
