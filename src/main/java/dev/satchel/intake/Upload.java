package dev.satchel.intake;

import dev.satchel.blob.BlobSink;
import dev.satchel.codec.UploadParser;
import dev.satchel.file.FileView;
import dev.satchel.log.RepeatedLine;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One upload, from its first byte until it is committed, or cleared away behind its answer.
 *
 * <p>Owns everything of it: the body, the events that are read out of it, and by its {@link
 * UploadTask} the memory, the blobs, their record and the key. All of that is given back exactly
 * once, whatever ends the upload.
 *
 * <p>Runs on its request's event loop only.
 */
final class Upload implements BlobSink.Listener, RunningUpload {

  private static final RepeatedLine FAILURES = new RepeatedLine(Logger.getLogger(Upload.class));

  private final UploadDraft draft;
  private final UploadBody body;
  private final UploadParser parser;
  private final ClientPace pace;
  private final long maxRequestSize;
  private final RunningUploads running;
  private final UploadMetrics metrics;
  private final Executor owner;
  private UploadState state = UploadState.Still.PAUSED;
  private @Nullable UniEmitter<? super UploadDraft> waiter;
  private boolean paused = true;
  private long received;

  /**
   * @param draft that nothing is known of yet
   * @param parser of the body
   * @param pace that the client has to keep
   * @param maxRequestSize bytes of the body
   * @param running where the upload is listed while it holds something
   * @param metrics hears of its end
   * @param owner the request's event loop
   */
  Upload(
      UploadDraft draft,
      UploadBody body,
      UploadParser parser,
      ClientPace pace,
      long maxRequestSize,
      RunningUploads running,
      UploadMetrics metrics,
      Executor owner) {
    this.draft = draft;
    this.body = body;
    this.parser = parser;
    this.pace = pace;
    this.maxRequestSize = maxRequestSize;
    this.running = running;
    this.metrics = metrics;
    this.owner = owner;
  }

  UUID id() {
    return draft.id;
  }

  UploadDraft draft() {
    return draft;
  }

  @Override
  public Executor owner() {
    return owner;
  }

  /** Bytes that its files can have at the most, together; at the most {@code limit}. */
  long decodedAtMost(long limit) {
    return body.decodedAtMost(limit);
  }

  /**
   * Reads the body, does with it what the task says, and answers. To be subscribed to once, and not
   * to be cancelled: the upload ends by itself, when its body fails.
   */
  Uni<List<FileView>> run(UploadTask task) {
    return Uni.createFrom()
        .<UploadDraft>emitter(waiting -> receive(task, waiting))
        .chain(task::complete)
        .emitOn(owner)
        .onItemOrFailure()
        .invoke((files, failure) -> release(task, failure))
        .onFailure(CommitUnknownException.class)
        .transform(ProblemException::databaseUnavailable)
        .onItemOrFailure()
        .invoke((files, failure) -> metrics.ended(received, failure));
  }

  /** Ends the upload, wherever it is. Without effect once it is being committed. */
  @Override
  public void failed(Throwable cause) {
    state.failed(cause);
  }

  @Override
  public void writable() {
    state.writable();
  }

  @Override
  public void tick() {
    state.tick();
  }

  @Override
  public void stop(ProblemException reason) {
    failed(reason);
  }

  /** A file that is no image fails the upload, as soon as both are known. */
  void takePhotosOnly() {
    draft.photosOnly = true;
    requirePhotos();
  }

  /** Looks for a file that is known not to be an image, where they all have to be. */
  void requirePhotos() {
    try {
      draft.requirePhotos();
    } catch (ProblemException refused) {
      failed(refused);
    }
  }

  boolean isIn(UploadState some) {
    return state.equals(some);
  }

  /** Whether nothing is read now. */
  boolean isPaused() {
    return paused;
  }

  void pause() {
    if (!paused) {
      paused = true;
      body.bytes().pause();
    }
  }

  void resume() {
    if (paused) {
      paused = false;
      body.bytes().resume();
    }
  }

  /** The document has ended and is valid. Waits until all files are where they should be. */
  void complete(UploadTask task) {
    var completing = new Completing(this);
    state = completing;
    resume();
    task.settled().subscribe().with(settled -> completing.settled(), this::failed);
  }

  /** From now on only the commit tells how the upload ends. */
  void commit() {
    state = UploadState.Still.COMMITTING;
    waiting().complete(draft);
  }

  /** The upload has failed; what may come of the body is not looked at. */
  void end(Throwable cause) {
    state = UploadState.Still.ENDED;
    waiting().fail(cause);
    resume();
  }

  private void receive(UploadTask task, UniEmitter<? super UploadDraft> waiting) {
    waiter = waiting;
    state = new Receiving(this, task, parser, pace, maxRequestSize);
    running.add(this);
    if (draft.fileRequestId != null) {
      task.answers(draft.fileRequestId);
    }
    if (body.clientLeft().getAsBoolean()) {
      failed(clientLeft());
      return;
    }
    body.bytes().exceptionHandler(left -> failed(clientLeft()));
    body.bytes().handler(this::feed);
    body.bytes().endHandler(ended -> state.endOfBody());
    body.invite().run();
    resume();
  }

  private void feed(Buffer chunk) {
    received += chunk.length();
    state.feed(chunk);
  }

  private UniEmitter<? super UploadDraft> waiting() {
    return Objects.requireNonNull(waiter, "An upload that runs is waited for");
  }

  private void release(UploadTask task, @Nullable Throwable failure) {
    state = UploadState.Still.ENDED;
    task.end(failure)
        .onTermination()
        .invoke(() -> running.remove(this))
        .subscribe()
        .with(gone -> {}, Upload::keptOnRecord);
  }

  private static void keptOnRecord(Throwable left) {
    FAILURES.warn("A failed upload could not be cleared away and stays on record", left);
  }

  private static ProblemException clientLeft() {
    return new ProblemException(
        ProblemCode.INCOMPLETE_BODY, null, "The request ended before its body did.");
  }
}
