package dev.satchel.intake;

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
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The body arrives. Pulls events out of the parser and takes them one by one; an event that cannot
 * be taken now, because its contents have no room, is held, and the body is paused until it can.
 * The first fault ends the upload there and then.
 */
final class Receiving implements UploadState {

  private final Upload upload;
  private final UploadTask task;
  private final UploadParser parser;
  private final ClientPace pace;
  private final long maxRequestSize;
  private @Nullable UploadEvent held;
  private long size;

  /**
   * @param upload whose state it is
   * @param maxRequestSize bytes of the body
   */
  Receiving(
      Upload upload, UploadTask task, UploadParser parser, ClientPace pace, long maxRequestSize) {
    this.upload = upload;
    this.task = task;
    this.parser = parser;
    this.pace = pace;
    this.maxRequestSize = maxRequestSize;
  }

  @Override
  public void feed(Buffer chunk) {
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

  @Override
  public void endOfBody() {
    parser.finish();
    pump();
  }

  @Override
  public void writable() {
    if (held != null) {
      pump();
    }
  }

  @Override
  public void tick() {
    if (!upload.isPaused() && pace.tick()) {
      failed(tooSlow());
    }
  }

  @Override
  public void failed(Throwable cause) {
    held = null;
    upload.end(cause);
  }

  /** The chunk is lent: what has to wait is copied. */
  private void keepChunk() {
    parser.keepUnread();
    if (held instanceof Content content) {
      held = content.copied();
    }
  }

  private void pump() {
    try {
      while (upload.isIn(this) && takeNext()) {}
    } catch (MalformedUploadException malformed) {
      upload.failed(UploadProblems.of(malformed));
    } catch (RuntimeException failure) {
      upload.failed(failure);
    }
  }

  /** Takes one event; false if that, or the next one, has to wait for somebody else. */
  private boolean takeNext() {
    UploadEvent event = held == null ? parser.next() : held;
    boolean taken = take(event);
    if (!upload.isIn(this)) {
      return false;
    }
    held = taken ? null : event;
    if (!taken) {
      upload.pause();
    }
    return taken && !(event instanceof NeedsInput);
  }

  private boolean take(UploadEvent event) {
    UploadDraft draft = upload.draft();
    switch (event) {
      case NeedsInput() -> upload.resume();
      case FileStarted(int index) -> draft.startFile(index);
      case FileText text -> draft.text(text);
      case RequestText text -> take(draft, text);
      case ExpiryInterval(Long seconds) -> draft.expiryInterval = seconds;
      case Content content -> {
        return write(draft.currentFile(), content.bytes());
      }
      case ContentEnded(int index, long size) -> {
        return task.finish(draft.currentFile());
      }
      case FileEnded(int index) -> {}
      case End() -> upload.complete(task);
    }
    return true;
  }

  private void take(UploadDraft draft, RequestText text) {
    boolean unnamed = draft.fileRequestId == null;
    draft.text(text);
    if (unnamed && draft.fileRequestId != null) {
      task.answers(draft.fileRequestId);
    }
  }

  private boolean write(FileDraft file, ByteBuffer bytes) {
    ByteBuffer taken = bytes.duplicate();
    boolean all = task.write(file, bytes);
    file.inspect(taken.limit(bytes.position()));
    upload.requirePhotos();
    return all;
  }

  static ProblemException requestTooLarge(long limit) {
    return new ProblemException(
        ProblemCode.REQUEST_TOO_LARGE, null, "The request has more than " + limit + " bytes.");
  }

  private static ProblemException tooSlow() {
    return new ProblemException(ProblemCode.UPLOAD_TOO_SLOW, null, "The body arrives too slowly.");
  }
}
