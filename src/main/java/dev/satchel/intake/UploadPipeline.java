package dev.satchel.intake;

import dev.satchel.blob.BlobSink;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadEvent;
import dev.satchel.codec.UploadEvent.Content;
import dev.satchel.codec.UploadEvent.ContentEnded;
import dev.satchel.codec.UploadEvent.End;
import dev.satchel.codec.UploadEvent.ExpiryInterval;
import dev.satchel.codec.UploadEvent.FileEnded;
import dev.satchel.codec.UploadEvent.FileStarted;
import dev.satchel.codec.UploadEvent.FileText;
import dev.satchel.codec.UploadEvent.NeedsInput;
import dev.satchel.codec.UploadEvent.RequestText;
import dev.satchel.codec.UploadParser;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One upload, from its first byte until all its blobs are durable.
 *
 * <p>Pulls events out of the parser and takes them one by one. An event that cannot be taken now,
 * because there is no lease yet or the contents have no room, is held, and the body is paused until
 * it can. The first fault ends the upload there and then.
 *
 * <p>Runs on its request's event loop only.
 */
final class UploadPipeline implements BlobSink.Listener {

  private enum Phase {
    RECEIVING,
    COMPLETING,
    ENDED
  }

  private final UploadParser parser;
  private final UploadBody body;
  private final UploadDraft draft;
  private final UploadContents contents;
  private final AnsweredRequest answered;
  private final ClientPace pace;
  private final long maxRequestSize;
  private final CompletableFuture<UploadDraft> received = new CompletableFuture<>();
  private Phase phase = Phase.RECEIVING;
  private @Nullable UploadEvent held;
  private boolean paused = true;
  private long size;

  UploadPipeline(
      UploadParser parser,
      UploadBody body,
      UploadDraft draft,
      UploadContents contents,
      AnsweredRequest answered,
      ClientPace pace,
      long maxRequestSize) {
    this.parser = parser;
    this.body = body;
    this.draft = draft;
    this.contents = contents;
    this.answered = answered;
    this.pace = pace;
    this.maxRequestSize = maxRequestSize;
  }

  /** Starts to read. Completes when the document is valid and all its blobs are durable. */
  CompletableFuture<UploadDraft> receive() {
    if (body.clientLeft().getAsBoolean()) {
      failed(clientLeft());
      return received;
    }
    body.bytes().exceptionHandler(left -> failed(clientLeft()));
    body.bytes().handler(this::feed);
    body.bytes().endHandler(ended -> end());
    body.invite().run();
    resume();
    return received;
  }

  /** Ends the upload, wherever it is. Without effect once it has ended. */
  @Override
  public void failed(Throwable cause) {
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      held = null;
      received.completeExceptionally(unwrapped(cause));
      resume();
    }
  }

  @Override
  public void writable() {
    if (held != null) {
      pump();
    }
  }

  /** To be called once in {@link ClientPace#TICK}. */
  void tick() {
    if (phase == Phase.RECEIVING && !paused && pace.tick()) {
      failed(tooSlow());
    }
  }

  private void feed(Buffer chunk) {
    if (phase != Phase.RECEIVING) {
      return;
    }
    size += chunk.length();
    pace.received(chunk.length());
    if (size > maxRequestSize) {
      failed(requestTooLarge(maxRequestSize));
      return;
    }
    parser.feed(chunk.getByteBuf().nioBuffer());
    pump();
    if (held != null) {
      keepChunk();
    }
  }

  /** The chunk is lent: what has to wait is copied. */
  private void keepChunk() {
    parser.keepUnread();
    if (held instanceof Content content) {
      held = content.copied();
    }
  }

  private void end() {
    if (phase == Phase.RECEIVING) {
      parser.finish();
      pump();
    }
  }

  private void pump() {
    try {
      while (phase == Phase.RECEIVING && takeNext()) {}
    } catch (MalformedUploadException malformed) {
      failed(UploadProblems.of(malformed));
    } catch (RuntimeException failure) {
      failed(failure);
    }
  }

  /** Takes one event; false if that, or the next one, has to wait for somebody else. */
  private boolean takeNext() {
    UploadEvent event = held == null ? parser.next() : held;
    held = take(event) ? null : event;
    if (held != null) {
      pause();
    }
    return held == null && !(event instanceof NeedsInput);
  }

  private boolean take(UploadEvent event) {
    switch (event) {
      case NeedsInput() -> resume();
      case FileStarted(int index) -> draft.startFile(index);
      case FileText text -> draft.text(text);
      case RequestText text -> take(text);
      case ExpiryInterval(Long seconds) -> draft.expiryInterval = seconds;
      case Content content -> {
        return isAdmitted() && write(draft.currentFile(), content.bytes());
      }
      case ContentEnded(int index, long size) -> {
        return isAdmitted() && finish(draft.currentFile());
      }
      case FileEnded(int index) -> {}
      case End() -> complete();
    }
    return true;
  }

  private void take(RequestText text) {
    boolean unnamed = draft.fileRequestId == null;
    draft.text(text);
    if (unnamed && draft.fileRequestId != null) {
      answered.named(draft.fileRequestId, this::requirePhotos, this::failed);
    }
  }

  /** Tells of a file that is no image as soon as that and what the request takes are known. */
  private void requirePhotos() {
    if (phase != Phase.ENDED && answered.takesPhotosOnly()) {
      try {
        draft.requirePhotos();
      } catch (ProblemException refused) {
        failed(refused);
      }
    }
  }

  private boolean write(FileDraft file, ByteBuffer bytes) {
    ByteBuffer taken = bytes.duplicate();
    boolean all = contents.write(file, bytes, this);
    file.inspect(taken.limit(bytes.position()));
    requirePhotos();
    return all;
  }

  private boolean finish(FileDraft file) {
    contents.finish(file, this);
    return true;
  }

  private boolean isAdmitted() {
    if (contents.isAdmitted()) {
      return true;
    }
    if (!contents.isWaiting()) {
      Uni.createFrom()
          .completionStage(contents::admit)
          .subscribe()
          .with(admitted -> writable(), this::failed);
    }
    return contents.isAdmitted();
  }

  private void complete() {
    phase = Phase.COMPLETING;
    resume();
    Uni.createFrom()
        .completionStage(() -> CompletableFuture.allOf(contents.durable(), answered.settled()))
        .subscribe()
        .with(durable -> completed(), this::failed);
  }

  private void completed() {
    requirePhotos();
    if (phase == Phase.COMPLETING) {
      phase = Phase.ENDED;
      received.complete(draft);
    }
  }

  private void pause() {
    if (!paused) {
      paused = true;
      body.bytes().pause();
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      body.bytes().resume();
    }
  }

  /** What a future that depends on another one fails with. */
  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }

  static ProblemException requestTooLarge(long limit) {
    return new ProblemException(
        ProblemCode.REQUEST_TOO_LARGE, null, "The request has more than " + limit + " bytes.");
  }

  private static ProblemException tooSlow() {
    return new ProblemException(ProblemCode.UPLOAD_TOO_SLOW, null, "The body arrives too slowly.");
  }

  private static ProblemException clientLeft() {
    return new ProblemException(
        ProblemCode.INCOMPLETE_BODY, null, "The request ended before its body did.");
  }
}
