package dev.satchel.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.problem.ProblemException;
import dev.satchel.testing.Crowded;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.Metrics;
import dev.satchel.testing.SatchelServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one worker is busy until it is released, and two may wait. */
@QuarkusTest
@QuarkusTestResource(SatchelServers.class)
@TestProfile(Crowded.class)
class ThumbnailWorkersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final UUID ACCOUNT = new UUID(0, 1);

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final RenderJob first = job("first");

  @Inject ThumbnailWorkers workers;
  @Inject ThumbnailConfig config;
  @Inject ThumbnailMetrics metrics;

  @BeforeEach
  void occupy() throws Exception {
    workers.submit(first);
    Eventually.holds(() -> assertThat(ran).containsExactly("first"));
  }

  @AfterEach
  void free() throws Exception {
    release.countDown();
    Eventually.holds(() -> assertThat(Metrics.sum("satchel_thumbnail_running")).isZero());
  }

  @Test
  void whatNobodyWaitsForRunsLast() {
    RenderJob background = job("background");
    workers.submitInBackground(background);
    RenderJob requested = job("requested");
    workers.submit(requested);

    release.countDown();

    ended(background);
    assertThat(ran).containsExactly("first", "requested", "background");
  }

  @Test
  void refusesWhatComesWhenThereIsNoThread() {
    var ended = new ThumbnailWorkers(config, metrics);
    ended.stop();
    RenderJob late = job("late");

    ended.submit(late);

    assertThatThrownBy(() -> ended(late)).isInstanceOf(ProblemException.class);
  }

  @Test
  void whatSomebodyHasComeToWaitForRunsBefore() {
    RenderJob preferred = job("preferred");
    RenderJob background = job("background");
    workers.submitInBackground(background);
    workers.submitInBackground(preferred);
    workers.prefer(preferred);
    workers.prefer(first);

    release.countDown();

    ended(background);
    assertThat(ran).containsExactly("first", "preferred", "background");
  }

  @Test
  void theLineOfTheBackgroundIsItsOwn() {
    workers.submitInBackground(job("background"));
    RenderJob last = job("last");
    workers.submitInBackground(last);
    RenderJob refused = job("refused");
    workers.submitInBackground(refused);
    assertThatThrownBy(() -> ended(refused)).isInstanceOf(ProblemException.class);

    workers.submit(job("requested"));
    RenderJob other = job("other");
    workers.submit(other);
    RenderJob tooMany = job("too many");
    workers.submit(tooMany);
    assertThatThrownBy(() -> ended(tooMany)).isInstanceOf(ProblemException.class);

    release.countDown();
    ended(last);
    assertThat(ran).containsExactly("first", "requested", "other", "background", "last");
  }

  @Test
  void whatIsCancelledInTheLineDoesNotRun() {
    RenderJob cancelled = job("cancelled");
    workers.submit(cancelled);
    RenderJob next = job("next");
    workers.submit(next);

    workers.cancel(cancelled);

    assertThatThrownBy(() -> ended(cancelled)).isInstanceOf(CancellationException.class);
    release.countDown();
    ended(next);
    assertThat(ran).containsExactly("first", "next");
  }

  @Test
  void whatIsCancelledWhileItRunsMakesRoomAndInterruptsNobodyElse() {
    RenderJob next = job("next");
    workers.submit(next);

    workers.cancel(first);

    assertThatThrownBy(() -> ended(first)).hasRootCauseInstanceOf(InterruptedException.class);
    release.countDown();
    ended(next);
  }

  @Test
  void aFailureIsItsOwn() {
    var failing =
        new RenderJob(
            ACCOUNT,
            () -> {
              throw new OutOfMemoryError("for a test");
            });
    workers.submit(failing);
    var unreadable =
        new RenderJob(
            ACCOUNT,
            () -> {
              throw new ExecutionException(new IllegalStateException("unreadable"));
            });
    workers.submit(unreadable);

    release.countDown();

    assertThatThrownBy(() -> ended(failing)).hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(() -> ended(unreadable)).isInstanceOf(IllegalStateException.class);
    RenderJob after = job("after");
    workers.submit(after);
    ended(after);
  }

  private RenderJob job(String name) {
    return new RenderJob(
        ACCOUNT,
        () -> {
          ran.add(name);
          release.await();
          return Optional.empty();
        });
  }

  private static void ended(RenderJob job) {
    assertThat(job.result().await().atMost(PATIENCE)).isEmpty();
  }
}
