package dev.satchel.intake;

import dev.satchel.blob.BlobAppender;
import dev.satchel.blob.BlobAppender.Whole;
import dev.satchel.blob.BlobHead;
import dev.satchel.blob.BlobStep;
import dev.satchel.blob.BufferLease;
import dev.satchel.blob.BufferReservation;
import dev.satchel.blob.StoredPart;
import dev.satchel.blob.StoredPiece;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request that brings more bytes of a resumable upload, from its claim until what came of it is
 * on record.
 *
 * <p>However the body ends, by its end, by the client's leaving, or since a newer request has come,
 * all bytes that came are brought and counted; but for a body with a checksum, of which all counts
 * or nothing. Memory and turn are given back exactly once.
 *
 * <p>Runs on its request's event loop only.
 */
final class Appending implements BlobAppender.Listener, RunningUpload {

  /** Parts that may be under way and not on record: one on its way, one that follows it. */
  static final int PARTS_UNDER_WAY = 2;

  /**
   * What became of the upload.
   *
   * @param received bytes that are on record
   * @param whole what the blob is, if its last byte has come
   * @param found what its first part tells of the picture
   * @param superseded pieces that are on record no more, or will not be when the file exists
   * @param problem why the body was not taken to its end; null where it was
   */
  record Appended(
      long received,
      Optional<Whole> whole,
      HeadFindings found,
      List<StoredPiece> superseded,
      @Nullable ProblemException problem) {}

  private final ResumableUpload upload;
  private final AppendBody body;
  private final BlobRoom room;
  private final ResumableRows rows;
  private final RunningUploads running;
  private final ClientPace pace;
  private final long longest;
  private final Executor owner;
  private final Signature signature = new Signature();
  private final List<ResumableRows.Change> unverified = new ArrayList<>();
  private @Nullable UniEmitter<? super Optional<ProblemException>> waiter;
  private @Nullable BlobAppender appender;
  private @Nullable ByteBuffer held;
  private @Nullable ProblemException stopped;
  private boolean paused = true;
  private boolean bodyEnded;
  private boolean over;
  private boolean replaced;

  /** Bytes of the body that have come. */
  private long arrived;

  /** Bytes up to which the file has come here. */
  private long written;

  private long inParts;
  private long inPieces;
  private int nextPart;

  /** Written by the worker that measures, and one value, so that nobody sees half of it. */
  private volatile HeadFindings found;

  /**
   * @param upload as it was claimed for this request
   * @param room what all uploads share
   * @param running where it is listed while it holds something
   * @param pace that the client has to keep
   * @param longest bytes that the whole file may have
   * @param owner the request's event loop
   */
  Appending(
      ResumableUpload upload,
      AppendBody body,
      BlobRoom room,
      ResumableRows rows,
      RunningUploads running,
      ClientPace pace,
      long longest,
      Executor owner) {
    this.upload = upload;
    this.body = body;
    this.room = room;
    this.rows = rows;
    this.running = running;
    this.pace = pace;
    this.longest = longest;
    this.owner = owner;
    this.written = upload.received();
    this.inPieces = upload.progress().inPieces();
    this.inParts = written - inPieces;
    this.nextPart = upload.nextPart();
    this.found = upload.found();
  }

  /**
   * Takes the body, and ends when what came of it is on record. Fails where nothing more of it is.
   * To be called and subscribed to once, on the event loop, and not to be cancelled.
   *
   * @param maxPieces pieces that are kept before they are put together
   */
  Uni<Appended> run(int maxPieces) {
    boolean replaces = completesAPart() || upload.progress().pieces().size() >= maxPieces;
    BufferReservation place = room.budget().reserve(needed(replaces));
    running.add(this);
    return place
        .lease()
        .emitOn(owner)
        .chain(lease -> open(lease, replaces))
        .chain(this::receive)
        .chain(this::settle)
        .onItemOrFailure()
        .call(
            (appended, failure) ->
                drop()
                    .invoke(
                        () -> {
                          place.close();
                          running.remove(this);
                        }));
  }

  /** Bytes of the body that have come. */
  long arrived() {
    return arrived;
  }

  /** Whether a part may come of the body, or the rest of the file. */
  private boolean completesAPart() {
    if (body.length().isEmpty()) {
      return true;
    }
    long coming = body.length().getAsLong();
    return upload.progress().inPieces() + coming >= room.store().partSize()
        || Objects.equals(upload.length(), upload.received() + coming);
  }

  private long needed(boolean replaces) {
    long part = room.store().partSize();
    long pieces = replaces ? upload.progress().inPieces() : 0;
    return Math.min(part, pieces + body.length().orElse(part));
  }

  private Uni<Void> open(BufferLease lease, boolean replaces) {
    BlobAppender opened =
        room.store()
            .append(
                upload.key(),
                upload.progress(),
                upload.nextPart(),
                upload.fence(),
                lease,
                this::measure,
                this,
                owner);
    appender = opened;
    if (!replaces || upload.progress().pieces().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    replaced = true;
    opened.replacing();
    return Multi.createFrom()
        .iterable(upload.progress().pieces())
        .onItem()
        .transformToUniAndConcatenate(piece -> load(opened, piece))
        .collect()
        .last()
        .replaceWithVoid()
        .emitOn(owner);
  }

  /** Pieces are less than a part, for which there is room. */
  private Uni<Void> load(BlobAppender opened, StoredPiece piece) {
    return Lifetime.during(
        lifetime ->
            room.store()
                .read(lifetime, piece.key(upload.key()), piece.content())
                .chain(bytes -> bytes.invoke(opened::write).collect().last())
                .replaceWithVoid());
  }

  private Uni<Void> measure(BlobHead head) {
    return room.probe().examine(head, it -> found = it);
  }

  private Uni<Optional<ProblemException>> receive() {
    return Uni.createFrom().<Optional<ProblemException>>emitter(this::listen);
  }

  private void listen(UniEmitter<? super Optional<ProblemException>> waiting) {
    waiter = waiting;
    ProblemException reason = body.clientLeft().getAsBoolean() ? clientLeft() : stopped;
    if (reason != null) {
      stop(reason);
      return;
    }
    body.bytes().exceptionHandler(left -> stop(clientLeft()));
    body.bytes().handler(this::feed);
    body.bytes().endHandler(over -> endOfBody());
    body.invite().run();
    resume();
  }

  private void feed(Buffer chunk) {
    if (over) {
      return;
    }
    ByteBuffer bytes = chunk.getByteBuf().nioBuffer();
    arrived += bytes.remaining();
    pace.received(bytes.remaining());
    body.checksum().ifPresent(checksum -> checksum.update(bytes));
    if (written + bytes.remaining() > longest()) {
      failed(tooLarge());
      return;
    }
    inspect(bytes);
    take(bytes);
    if (bytes.hasRemaining() && !over) {
      held = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      pause();
    }
  }

  private long longest() {
    return upload.length() == null ? longest : upload.length();
  }

  /** A file that is no picture is told of as soon as its first bytes show that. */
  private void inspect(ByteBuffer bytes) {
    if (upload.received() == 0 && upload.description().photosOnly()) {
      signature.inspect(bytes);
      if (signature.isForeign()) {
        failed(notAnImage());
      }
    }
  }

  private void take(ByteBuffer bytes) {
    if (!over) {
      int offered = bytes.remaining();
      appender().write(bytes);
      written += offered - bytes.remaining();
    }
  }

  private void endOfBody() {
    bodyEnded = true;
    if (held == null) {
      end(Optional.empty());
    }
  }

  @Override
  public void writable() {
    ByteBuffer waiting = held;
    if (waiting == null || over) {
      return;
    }
    take(waiting);
    if (!waiting.hasRemaining()) {
      held = null;
      if (bodyEnded) {
        end(Optional.empty());
      } else {
        resume();
      }
    }
  }

  @Override
  public Uni<Void> begun(String storeUpload) {
    return rows.begun(upload, storeUpload);
  }

  @Override
  public Uni<Void> durable(BlobStep step) {
    int free =
        switch (step) {
          case BlobStep.Part(StoredPart part, _) -> {
            inParts += part.size();
            inPieces = 0;
            nextPart = part.number() + 1;
            yield nextPart + PARTS_UNDER_WAY;
          }
          case BlobStep.Piece(StoredPiece piece, boolean replaces) -> {
            inPieces = (replaces ? 0 : inPieces) + piece.content().size();
            yield nextPart;
          }
        };
    var change =
        new ResumableRows.Change(
            upload.id(), upload.fence(), inParts + inPieces, free, found, step);
    if (body.checksum().isPresent()) {
      unverified.add(change);
      return Uni.createFrom().voidItem();
    }
    return rows.record(List.of(change));
  }

  /** Brings what has come, however the body has ended, and has it counted. */
  private Uni<Appended> settle(Optional<ProblemException> problem) {
    if (body.checksum().isPresent() && (problem.isPresent() || !body.checksum().get().isMet())) {
      return Uni.createFrom().failure(problem.orElseGet(Appending::checksumMismatch));
    }
    boolean whole = Objects.equals(upload.length(), written);
    Uni<Optional<Whole>> brought =
        whole
            ? appender().finish().map(Optional::of)
            : appender().suspend().replaceWith(Optional.empty());
    return brought
        .call(this::recordVerified)
        .emitOn(owner)
        .map(
            blob ->
                new Appended(
                    inParts + inPieces,
                    blob,
                    found,
                    replaced ? upload.progress().pieces() : List.of(),
                    problem.orElse(null)));
  }

  private Uni<Void> recordVerified() {
    return unverified.isEmpty() ? Uni.createFrom().voidItem() : rows.record(unverified);
  }

  private Uni<Void> drop() {
    return appender == null ? Uni.createFrom().voidItem() : appender.drop();
  }

  /** Nothing more can be brought. */
  @Override
  public void failed(Throwable cause) {
    UniEmitter<? super Optional<ProblemException>> waiting = waiter;
    if (waiting != null && !over) {
      over = true;
      waiting.fail(cause);
      resume();
    }
  }

  @Override
  public void stop(ProblemException reason) {
    if (waiter == null) {
      stopped = reason;
    } else {
      end(Optional.of(reason));
    }
  }

  private void end(Optional<ProblemException> problem) {
    UniEmitter<? super Optional<ProblemException>> waiting = waiter;
    if (waiting != null && !over) {
      over = true;
      waiting.complete(problem);
      resume();
    }
  }

  @Override
  public void tick() {
    if (!paused && !over && pace.tick()) {
      stop(new ProblemException(ProblemCode.UPLOAD_TOO_SLOW, null, "The body arrives too slowly."));
    }
  }

  @Override
  public Executor owner() {
    return owner;
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

  private BlobAppender appender() {
    return Objects.requireNonNull(appender, "Nothing is taken before there is a place for it");
  }

  static ProblemException notAnImage() {
    return new ProblemException(
        ProblemCode.NOT_AN_IMAGE,
        null,
        "The file is not an image, and the file request takes only images.");
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.FILE_TOO_LARGE, null, "The file has more than " + longest() + " bytes.");
  }

  private static ProblemException clientLeft() {
    return new ProblemException(
        ProblemCode.INCOMPLETE_BODY, null, "The request ended before its body did.");
  }

  private static ProblemException checksumMismatch() {
    return new ProblemException(
        ProblemCode.CHECKSUM_MISMATCH, null, "The body has not the checksum that was announced.");
  }
}
