package dev.satchel.lifetime;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long work may take. A deadline that is not needed any more lets go at once of the work and of
 * all who wait for it. Those of the framework's pool (JBoss Threads 3.9) are kept until their time
 * has come, with the whole request: at a thousand calls a second and fifteen seconds each, that is
 * tens of megabytes.
 *
 * <p>What comes of a deadline that is over arrives on the one thread of all of them, which must not
 * be blocked. Safe for concurrent use.
 */
public final class Deadlines {

  private static final ScheduledThreadPoolExecutor TIMER = newTimer("deadlines", 1);

  private Deadlines() {}

  /**
   * The same work, which fails with {@link TimeoutException} where it has not ended within {@code
   * patience} after it was subscribed to; it is cancelled then.
   */
  public static <T> Uni<T> within(Duration patience, Uni<T> work) {
    return work.ifNoItem().after(patience).on(TIMER).failWith(TimeoutException::new);
  }

  /** Has {@code look} done again and again, the first time after {@code pause}. */
  public static ScheduledFuture<?> every(Duration pause, Runnable look) {
    long nanos = pause.toNanos();
    return TIMER.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * A timer that lets go of what is cancelled, for a library that sets deadlines by itself. Its
   * threads are daemons, and end when there is nothing for them for a second: so nothing of an
   * application is held once it has ended, where another one is started in the same process.
   */
  public static ScheduledThreadPoolExecutor newTimer(String name, int threads) {
    var timer =
        new ScheduledThreadPoolExecutor(threads, Thread.ofPlatform().name(name).daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }
}
