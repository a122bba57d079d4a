package dev.satchel.id;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, a 12-bit counter that
 * keeps the identifiers of one process in order within a millisecond, 62 random bits.
 *
 * <p>Safe for concurrent use.
 */
@ApplicationScoped
public class TimeOrderedIds {

  private static final int COUNTER_LIMIT = 1 << 12;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private long lastMillis;
  private int counter;

  public TimeOrderedIds(Clock clock) {
    this.clock = clock;
  }

  /** A new identifier, greater than every earlier one of this process. */
  public UUID next() {
    return new UUID(timeAndCounter(), random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
  }

  private synchronized long timeAndCounter() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      counter = 0;
    } else if (++counter == COUNTER_LIMIT) {
      // RFC 9562 section 6.2: when the counter runs over, borrow from the future.
      lastMillis++;
      counter = 0;
    }
    return lastMillis << 16 | 0x7000L | counter;
  }
}
