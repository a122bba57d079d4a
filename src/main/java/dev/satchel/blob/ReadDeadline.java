package dev.satchel.blob;

import dev.satchel.lifetime.Deadlines;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Ends a read whose store has fallen silent. Only the time counts in which bytes were asked for: a
 * reader that is slow is not the store's fault.
 *
 * <p>Looks now and then instead of setting a timer for each buffer, so the store may be silent for
 * {@code patience} at least, and for twice as long at the most.
 */
final class ReadDeadline {

  private enum State {
    /** Nobody waits for the store. */
    IDLE,
    /** The next buffer was asked for. */
    ASKED,
    /** And had not come when this looked. */
    LATE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final Consumer<TimeoutException> broken;
  private final ScheduledFuture<?> looks;

  /**
   * @param broken hears, on any thread, that the store is silent for too long
   */
  ReadDeadline(Duration patience, Consumer<TimeoutException> broken) {
    this.broken = broken;
    this.looks = Deadlines.every(patience, this::look);
  }

  void asked() {
    state.set(State.ASKED);
  }

  /**
   * @param owes whether the store still owes others that were asked for
   */
  void arrived(boolean owes) {
    state.set(owes ? State.ASKED : State.IDLE);
  }

  /** To be called when the read is over, one way or other. */
  void stop() {
    looks.cancel(false);
  }

  private void look() {
    if (state.get() == State.LATE) {
      broken.accept(new TimeoutException("The object store has fallen silent"));
    } else {
      state.compareAndSet(State.ASKED, State.LATE);
    }
  }
}
