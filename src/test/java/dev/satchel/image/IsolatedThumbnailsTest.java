package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Rendering.Thumbnail;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Pictures decoded in processes that may die. */
class IsolatedThumbnailsTest {

  /** Time for workers that have just started, on a busy machine. */
  private static final ImageLimits LIMITS = limits(Duration.ofMinutes(1));

  private static final Duration ENDLESS = Duration.ofHours(1);
  private static final ImageSize SMALL = new ImageSize(64, 48);
  private static final byte[] PHOTO = Pictures.jpeg(640, 480);

  private final Set<ProcessHandle> before = children();
  private final IsolatedThumbnails isolated = started(EngineChoice.PORTABLE, LIMITS);

  @AfterEach
  void leavesNoProcess() throws Exception {
    isolated.close();
    Eventually.holds(() -> assertThat(workers()).isEmpty());
  }

  @Test
  void rendersAsTheServiceWould() {
    ImageEngine engine = ImageEngine.portable(LIMITS);

    assertThat(isolated.version()).isEqualTo(engine.version());
    Pictures.ofEveryKind()
        .forEach(
            (name, file) ->
                assertThat(isolated.render(file, new ImageSize(8, 8)))
                    .as(name)
                    .usingRecursiveComparison()
                    .isEqualTo(engine.render(file, new ImageSize(8, 8))));
    assertThat(workers()).as("one worker for one thread").hasSize(1);
  }

  @Test
  void choosesTheEngineThatTheServiceWould() {
    try (var chosen = started(EngineChoice.AUTO, LIMITS)) {
      assertThat(chosen.version()).isEqualTo(EngineChoice.AUTO.engine(LIMITS).version());
    }
  }

  @Test
  void losesOneThumbnailWithItsWorker() throws Exception {
    ProcessHandle worker = workers().iterator().next();
    Signals.send("STOP", worker);
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Rendering> rendering = threads.submit(() -> isolated.render(PHOTO, SMALL));
      Signals.send("KILL", worker);

      // A Thumbnail where the worker was gone before it was asked.
      assertThat(rendering.get())
          .isInstanceOfAny(Thumbnail.class, NotDecodable.class)
          .isNotEqualTo(new NotDecodable(Reason.OUT_OF_TIME));
    }
    assertThat(isolated.render(PHOTO, SMALL)).isInstanceOf(Thumbnail.class);
  }

  @Test
  void killsAWorkerThatHangs() throws Exception {
    leavesNoProcess();
    try (var hasty = started(EngineChoice.PORTABLE, limits(Duration.ofSeconds(1)))) {
      Signals.send("STOP", workers().iterator().next());

      assertThat(hasty.render(PHOTO, SMALL)).isEqualTo(new NotDecodable(Reason.OUT_OF_TIME));
      Eventually.holds(() -> assertThat(hasty.render(PHOTO, SMALL)).isInstanceOf(Thumbnail.class));
      Eventually.holds(() -> assertThat(workers()).hasSize(1));
    }
  }

  @Test
  void endsWhenInterruptedAndStaysSo() throws Exception {
    Signals.send("STOP", workers().iterator().next());
    var stillInterrupted = new ArrayList<Boolean>();
    var rendered = new ArrayList<Rendering>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  rendered.add(isolated.render(PHOTO, SMALL));
                  stillInterrupted.add(Thread.interrupted());
                });
    caller.interrupt();
    caller.join();

    assertThat(rendered).containsExactly(new NotDecodable(Reason.INTERRUPTED));
    assertThat(stillInterrupted).containsExactly(true);
  }

  @Test
  void runsAWorkerForEachThread() throws Exception {
    try (var threads = Executors.newFixedThreadPool(3)) {
      List<Callable<Rendering>> jobs = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        jobs.add(() -> isolated.render(PHOTO, SMALL));
      }
      for (Future<Rendering> rendering : threads.invokeAll(jobs)) {
        assertThat(rendering.get()).isInstanceOf(Thumbnail.class);
      }
    }
    assertThat(workers()).hasSizeBetween(1, 3);
  }

  /** Nobody's credentials, and first to go where memory runs out. */
  @Test
  void givesAWorkerNothingButThePicture() throws IOException {
    Path process = Path.of("/proc", Long.toString(workers().iterator().next().pid()));
    String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);

    assertThat(environment.split("\0"))
        .allMatch(it -> it.matches("(?s)(PATH|LANG|LD_LIBRARY_PATH|MALLOC_ARENA_MAX)=.*"));
    assertThat(Files.readString(process.resolve("oom_score_adj")).strip()).isEqualTo("1000");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void givesUpWhatAWorkerDoesNotNeed() throws IOException {
    Path process = Path.of("/proc", Long.toString(workers().iterator().next().pid()));

    assertThat(Files.readString(process.resolve("status")))
        .containsPattern("NoNewPrivs:\\s*1")
        .containsPattern("Seccomp:\\s*2");
    assertThat(Files.readString(process.resolve("limits")))
        .containsPattern("Max core file size\\s+0 ")
        .doesNotContainPattern("Max data size\\s+unlimited");
  }

  @Test
  void runsNoMoreWorkersThanItMay() throws Exception {
    try (var one = new IsolatedThumbnails(EngineChoice.PORTABLE, LIMITS, workers(1, ENDLESS));
        var threads = Executors.newFixedThreadPool(3)) {
      leavesNoProcess();
      for (Future<Rendering> rendering :
          threads.invokeAll(
              Collections.<Callable<Rendering>>nCopies(6, () -> one.render(PHOTO, SMALL)))) {
        assertThat(rendering.get()).isInstanceOf(Thumbnail.class);
      }
      assertThat(workers()).hasSize(1);
    }
  }

  @Test
  void endsAWorkerThatHasNothingToDo() throws Exception {
    try (var brief =
        new IsolatedThumbnails(EngineChoice.PORTABLE, LIMITS, workers(1, Duration.ofMillis(200)))) {
      leavesNoProcess();
      assertThat(brief.render(PHOTO, SMALL)).isInstanceOf(Thumbnail.class);
      Eventually.holds(() -> assertThat(workers()).isEmpty());
      assertThat(brief.render(PHOTO, SMALL)).isInstanceOf(Thumbnail.class);
    }
  }

  /** What libvips decodes, and nothing else, costs a process. */
  @Test
  void rendersHereWhatIsNotForLibvips() throws Exception {
    ImageEngine here = EngineChoice.AUTO.engine(LIMITS);
    assumeThat(here.usesLibvips()).as("libvips is installed").isTrue();
    try (var divided =
        new DividedThumbnails(
            here,
            new IsolatedThumbnails(EngineChoice.AUTO, LIMITS, workers(2, ENDLESS)),
            LIMITS,
            new PictureMemory(LIMITS.maxMemory()))) {
      leavesNoProcess();
      assertThat(divided.render(PHOTO, SMALL)).isInstanceOf(Thumbnail.class);
      assertThat(workers()).isEmpty();

      byte[] png = Pictures.encoded(Pictures.quadrants(640, 480), "png");
      assertThat(divided.render(png, SMALL))
          .usingRecursiveComparison()
          .isEqualTo(here.render(png, SMALL));
      assertThat(workers()).hasSize(1);
    }
  }

  private static IsolatedThumbnails started(EngineChoice choice, ImageLimits limits) {
    var started = new IsolatedThumbnails(choice, limits, workers(3, ENDLESS));
    assertThat(started.version()).isNotEmpty();
    return started;
  }

  private static IsolatedThumbnails.Workers workers(int most, Duration idle) {
    return new IsolatedThumbnails.Workers(most, 1 << 20, idle);
  }

  private static ImageLimits limits(Duration time) {
    return new ImageLimits(20_000_000, 64 << 20, time);
  }

  private Set<ProcessHandle> workers() {
    Set<ProcessHandle> workers = children();
    workers.removeAll(before);
    return workers;
  }

  private static Set<ProcessHandle> children() {
    return new HashSet<>(ProcessHandle.current().children().toList());
  }
}
