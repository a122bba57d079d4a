package dev.satchel.testing;

import java.time.Duration;

/** Waits for what has to become true by itself. */
public final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(20);

  /**
   * Something that throws while it is not true: an {@link AssertionError}, or what kept it from
   * asking.
   */
  @FunctionalInterface
  public interface Assertion {
    void check() throws Exception;
  }

  private Eventually() {}

  /** Fails as {@code assertion} does if it still fails after ten seconds. */
  public static void holds(Assertion assertion) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        assertion.check();
        return;
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(STEP);
      }
    }
  }
}
