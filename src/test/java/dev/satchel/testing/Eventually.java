package dev.satchel.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what has to become true by itself. */
public final class Eventually {

  /** Less than the service's own, so that what it should do at once is not left to its timers. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

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

  /** Fails as {@code assertion} does if it still fails when patience ends. */
  public static void holds(Assertion assertion) throws Exception {
    holdsWithin(PATIENCE, assertion);
  }

  /** The same, for what takes longer. */
  public static void holdsWithin(Duration patience, Assertion assertion) throws Exception {
    givesWithin(
        patience,
        () -> {
          assertion.check();
          return true;
        });
  }

  /** What {@code question} gives, once it throws nothing; fails as {@link #holds} does. */
  public static <T> T gives(Callable<T> question) throws Exception {
    return givesWithin(PATIENCE, question);
  }

  /** The same, for what takes longer. */
  public static <T> T givesWithin(Duration patience, Callable<T> question) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return question.call();
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(STEP);
      }
    }
  }
}
