package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadParser;
import dev.satchel.file.FileView;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.testing.UploadDocument;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One upload, whatever happens to it and whenever. */
class ReceivingTest {

  private static final long LIMIT = 10_000;
  private static final byte[] FIRST = UploadDocument.random(1_000, 1);
  private static final byte[] SECOND = UploadDocument.random(2_000, 2);
  private static final UploadDocument DOCUMENT =
      UploadDocument.of(FIRST).file("b", "text/plain", SECOND);
  private static final byte[] BYTES = DOCUMENT.bytes();
  private static final Vertx VERTX = Vertx.vertx();
  private static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

  private final FakeBody body = new FakeBody();
  private final FakeTask task = new FakeTask();
  private final Upload upload =
      new Upload(
          new UploadDraft(new UUID(0, 1), false, 1024),
          body.json(),
          UploadParser.json(UploadLimits.defaults()),
          new ClientPace(Duration.ofSeconds(3), 10),
          LIMIT,
          new RunningUploads(VERTX, REGISTRY),
          new UploadMetrics(REGISTRY),
          Runnable::run);

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void readsNothingBeforeItRuns() {
    assertThat(body.paused).isTrue();
    assertThat(body.invited).isFalse();

    run();

    assertThat(body.paused).isFalse();
    assertThat(body.invited).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 10_000})
  void takesFilesHoweverTheBodyIsCut(int size) {
    var answer = run();

    send(BYTES, size);

    assertThat(task.files).containsExactly(FIRST, SECOND);
    answer.assertItem(List.of());
    assertThat(task.endings).singleElement().matches(it -> it.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 10_000})
  void pausesTheBodyWhileThereIsNoRoomAndLosesNothing(int size) {
    var answer = run();

    for (int from = 0; from < BYTES.length; from += size) {
      task.room = 0;
      body.send(Arrays.copyOfRange(BYTES, from, Math.min(BYTES.length, from + size)));
      while (body.paused) {
        task.room = 300;
        upload.writable();
      }
    }
    body.end();

    assertThat(task.files).containsExactly(FIRST, SECOND);
    answer.assertItem(List.of());
  }

  @Test
  void readsOnOnlyWhereThereIsRoom() {
    run();
    task.room = 0;
    body.send(BYTES);
    assertThat(body.paused).isTrue();

    upload.writable();
    assertThat(body.paused).isTrue();

    task.room = Integer.MAX_VALUE;
    upload.writable();
    assertThat(body.paused).isFalse();
  }

  @Test
  void endsWithTheFirstFaultAndNotAgain() {
    var answer = run();
    body.send("{\"files\": 1".getBytes(StandardCharsets.UTF_8));

    assertProblem(answer, ProblemCode.WRONG_TYPE);
    body.send(BYTES);
    body.end();
    body.breakOff();
    upload.failed(new IllegalStateException());
    upload.writable();

    assertThat(task.files).isEmpty();
    assertThat(task.endings).singleElement().matches(it -> it.get() instanceof ProblemException);
  }

  @Test
  void letsTheRestOfARefusedBodyComeThatWasPaused() {
    var answer = run();
    task.room = 0;
    body.send(BYTES);
    assertThat(body.paused).isTrue();

    upload.failed(new ProblemException(ProblemCode.SHUTTING_DOWN, null, "Stop."));

    assertProblem(answer, ProblemCode.SHUTTING_DOWN);
    assertThat(body.paused).isFalse();
    task.room = Integer.MAX_VALUE;
    upload.writable();
    assertThat(task.files).isEmpty();
  }

  @Test
  void refusesAnIncompleteDocument() {
    var answer = run();
    body.send(Arrays.copyOf(BYTES, BYTES.length - 1));
    body.end();

    assertProblem(answer, ProblemCode.INVALID_JSON);
  }

  @Test
  void refusesAByteTooMany() {
    var answer = run();
    byte[] padding = " ".repeat((int) LIMIT).getBytes(StandardCharsets.UTF_8);
    body.send(padding);
    assertThat(task.endings).isEmpty();

    body.send(new byte[] {' '});

    assertProblem(answer, ProblemCode.REQUEST_TOO_LARGE);
  }

  @Test
  void endsWhenTheClientLeavesBeforeAnybodyListens() {
    body.clientLeft = true;

    assertProblem(run(), ProblemCode.INCOMPLETE_BODY);
    assertThat(body.invited).isFalse();
  }

  @Test
  void endsWhenTheClientLeaves() {
    var answer = run();
    body.send(Arrays.copyOf(BYTES, 100));
    body.breakOff();

    assertProblem(answer, ProblemCode.INCOMPLETE_BODY);
    assertThat(task.endings).hasSize(1);
  }

  @Test
  void countsOnlyTheTimeInWhichItReads() {
    var answer = run();
    task.room = 0;
    body.send(BYTES);
    for (int second = 0; second < 10; second++) {
      upload.tick();
    }
    assertThat(task.endings).isEmpty();

    task.room = Integer.MAX_VALUE;
    upload.writable();
    for (int second = 0; second < 3; second++) {
      upload.tick();
    }
    assertThat(task.endings).isEmpty();
    for (int second = 0; second < 3; second++) {
      upload.tick();
    }
    assertProblem(answer, ProblemCode.UPLOAD_TOO_SLOW);
  }

  @Test
  void failsWhileItsFilesAreOnTheirWay() {
    task.settleLater();
    var answer = run();
    send(BYTES, 100);
    assertThat(task.endings).isEmpty();

    upload.failed(new ProblemException(ProblemCode.STORAGE_UNAVAILABLE, null, "Gone."));
    task.settle();

    assertProblem(answer, ProblemCode.STORAGE_UNAVAILABLE);
    assertThat(task.endings).hasSize(1);
  }

  @Test
  void hearsNothingButTheCommitOnceThatHasBegun() {
    task.completion = Uni.createFrom().nothing();
    var answer = run();
    send(BYTES, 100);

    upload.failed(new IllegalStateException());
    body.breakOff();
    upload.tick();

    assertThat(answer.getFailure()).isNull();
    assertThat(task.endings).isEmpty();
  }

  @Test
  void answersThatTheDatabaseIsAwayWhereTheCommitIsUnknown() {
    var unknown = new CommitUnknownException(new IllegalStateException());
    task.completion = Uni.createFrom().failure(unknown);
    var answer = run();
    send(BYTES, 100);

    assertProblem(answer, ProblemCode.DATABASE_UNAVAILABLE);
    assertThat(task.endings).singleElement().matches(it -> it.get() == unknown);
  }

  @Test
  void tellsTheTaskWhichRequestItAnswers() {
    var request = UUID.randomUUID();
    run();
    send(UploadDocument.of("x").fileRequest(request.toString()).bytes(), 1);

    assertThat(task.answered).containsExactly(request);
  }

  @Test
  void refusesAFileThatIsNoImageAsSoonAsThatMatters() {
    var answer = run();
    body.send(Arrays.copyOf(BYTES, 1_600));
    assertThat(task.endings).isEmpty();

    upload.takePhotosOnly();

    assertProblem(answer, ProblemCode.NOT_AN_IMAGE);
  }

  @Test
  void refusesAFileThatIsNoImageAsSoonAsItsFirstBytesCome() {
    var answer = run();
    upload.takePhotosOnly();
    body.send(Arrays.copyOf(BYTES, 1_600));

    assertProblem(answer, ProblemCode.NOT_AN_IMAGE);
    assertThat(task.files).isEmpty();
  }

  private UniAssertSubscriber<List<FileView>> run() {
    return upload.run(task).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void send(byte[] bytes, int size) {
    for (int from = 0; from < bytes.length; from += size) {
      body.send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
    body.end();
  }

  private static void assertProblem(UniAssertSubscriber<?> answer, ProblemCode code) {
    assertThat(answer.getFailure())
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
