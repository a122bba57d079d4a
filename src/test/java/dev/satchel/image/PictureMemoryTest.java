package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.image.Rendering.Reason;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final PictureMemory memory = new PictureMemory(1000 << 10);

  @Test
  void lendsWhatThereIs() throws Exception {
    try (var _ = memory.take(600 << 10, SHORT);
        var _ = memory.take(400 << 10, SHORT);
        var _ = memory.take(0, SHORT)) {
      assertThatThrownBy(() -> memory.take(1, SHORT)).satisfies(refusedFor(Reason.NO_ROOM));
    }
    memory.take(1000 << 10, SHORT).close();
  }

  @Test
  void refusesAtOnceWhatWouldNeverFit() {
    assertThatThrownBy(() -> memory.take((1000 << 10) + 1, LONG))
        .satisfies(refusedFor(Reason.TOO_LARGE));
    assertThatThrownBy(() -> memory.take(1L << 50, LONG)).satisfies(refusedFor(Reason.TOO_LARGE));
  }

  @Test
  void letsTheNextOneWaitUntilThereIsRoom() throws Exception {
    PictureMemory.Share first = memory.take(600 << 10, SHORT);
    FutureTask<PictureMemory.Share> second = started(() -> memory.take(600 << 10, LONG));

    first.close();

    second.get().close();
  }

  @Test
  void endsTheWaitOfOneThatIsInterrupted() throws Exception {
    try (var _ = memory.take(600 << 10, SHORT)) {
      var waiting =
          new FutureTask<>(
              () -> {
                assertThatThrownBy(() -> memory.take(600 << 10, LONG))
                    .satisfies(refusedFor(Reason.INTERRUPTED));
                return Thread.currentThread().isInterrupted();
              });
      Thread thread = Thread.ofPlatform().start(waiting);
      awaitWaiting(thread);

      thread.interrupt();

      assertThat(waiting.get()).isTrue();
    }
  }

  private static FutureTask<PictureMemory.Share> started(Callable<PictureMemory.Share> work) {
    var task = new FutureTask<>(work);
    awaitWaiting(Thread.ofPlatform().start(task));
    return task;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static ThrowingConsumer<Throwable> refusedFor(Reason reason) {
    return failure ->
        assertThat(failure)
            .isInstanceOfSatisfying(
                RefusedPicture.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
