package dev.satchel.intake;

import dev.satchel.access.Caller;
import dev.satchel.blob.BlobAppender.Whole;
import dev.satchel.blob.BlobConfig;
import dev.satchel.blob.BlobRemoval;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.BufferBudget;
import dev.satchel.blob.CorruptBlobException;
import dev.satchel.blob.LostBlobException;
import dev.satchel.codec.MalformedUploadException;
import dev.satchel.codec.UploadLimits;
import dev.satchel.codec.UploadMetadata;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.intake.Appending.Appended;
import dev.satchel.log.RepeatedLine;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import dev.satchel.request.FileRequestType;
import dev.satchel.request.RequestedFiles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Uploads of one file that come over several requests, and go on where they broke off, on whichever
 * replica. What has been acknowledged is durable; the file exists when its last byte is, by one
 * transaction. Knows nothing of the protocol.
 *
 * <p>To be called and subscribed to, and answers, on the request's event loop. Whoever cancels
 * loses the answer and nothing else.
 */
@ApplicationScoped
public class ResumableUploads {

  private static final Logger LOG = Logger.getLogger(ResumableUploads.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  /** What a file is refused for, whoever brings the rest of it. */
  private static final Set<ProblemCode> FINAL =
      Set.of(
          ProblemCode.NOT_AN_IMAGE,
          ProblemCode.FILE_REQUEST_EXPIRED,
          ProblemCode.UNKNOWN_FILE_REQUEST);

  private final AppendTurns turns;
  private final ResumableRows rows;
  private final DroppedUploads dropped;
  private final FinishedUploads finished;
  private final BlobRoom room;
  private final BlobRemoval removal;
  private final RequestedFiles requests;
  private final RunningUploads running;
  private final UploadMetrics metrics;
  private final TimeOrderedIds ids;
  private final UploadConfig config;
  private final ResumableConfig limits;
  private final UploadLimits texts;
  private final Vertx vertx;

  ResumableUploads(
      AppendTurns turns,
      ResumableRows rows,
      DroppedUploads dropped,
      FinishedUploads finished,
      BlobStore store,
      BufferBudget budget,
      PendingUploads pending,
      HeadProbe probe,
      BlobRemoval removal,
      RequestedFiles requests,
      RunningUploads running,
      UploadMetrics metrics,
      TimeOrderedIds ids,
      UploadConfig config,
      ResumableConfig limits,
      BlobConfig blobs,
      Vertx vertx) {
    this.turns = turns;
    this.rows = rows;
    this.dropped = dropped;
    this.finished = finished;
    this.room = new BlobRoom(store, budget, pending, probe);
    this.removal = removal;
    this.requests = requests;
    this.running = running;
    this.metrics = metrics;
    this.ids = ids;
    this.config = config;
    this.limits = limits;
    this.texts = Uploads.limits(config, blobs);
    this.vertx = vertx;
  }

  /** Bytes that a file may have. */
  public long longest() {
    return texts.maxFileSize();
  }

  /**
   * Begins an upload, for which nothing has come yet.
   *
   * @param metadata what is said of the file, as {@link UploadMetadata} reads it
   * @param length bytes of the whole file; empty where the client will say so later
   */
  public Uni<ResumableState> create(Caller caller, String metadata, OptionalLong length) {
    requireShort(length);
    NewResumable asked = NewResumable.of(metadata, read(metadata), length);
    UUID id = ids.next();
    return photosOnly(caller, asked)
        .chain(photos -> rows.create(caller, id, asked, photos, longest()))
        .map(
            expiresAt ->
                new ResumableState(
                    id,
                    0,
                    length.isEmpty() ? null : length.getAsLong(),
                    expiresAt,
                    metadata,
                    false));
  }

  private UploadMetadata read(String metadata) {
    try {
      return UploadMetadata.read(metadata, texts);
    } catch (MalformedUploadException malformed) {
      throw UploadProblems.of(malformed);
    }
  }

  private Uni<Boolean> photosOnly(Caller caller, NewResumable asked) {
    UUID request = asked.fileRequestId();
    return request == null
        ? Uni.createFrom().item(false)
        : requests.open(caller, request).map(type -> type == FileRequestType.PHOTO);
  }

  /** The upload as it is, without a word to whoever writes it; empty where there is none. */
  public Uni<Optional<ResumableState>> find(Caller caller, UUID id) {
    return rows.find(caller, id).map(found -> found.map(ResumableState::of));
  }

  /**
   * From where the client has to go on; empty where there is none. Whoever writes the upload now is
   * ended first, so that what is told stays true. Makes the file where that is all that is missing.
   */
  public Uni<Optional<ResumableState>> offset(Caller caller, UUID id) {
    return inTurn(
        id,
        turn ->
            rows.claim(caller, id, 0, null)
                .emitOn(turn.owner())
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : whole(caller, turn, found.get()).map(Optional::of)));
  }

  /** The state of the upload, which has become a file where all its bytes have come. */
  private Uni<ResumableState> whole(Caller caller, AppendTurns.Turn turn, ResumableUpload upload) {
    var state = ResumableState.of(upload);
    if (upload.finished() || !upload.isWhole()) {
      return Uni.createFrom().item(state);
    }
    return upload.isInParts()
        ? finished
            .ofParts(caller, upload, null)
            .replaceWith(state.whole())
            .onFailure(ResumableUploads::isFinal)
            .recoverWithUni(failure -> drop(caller, upload, failure))
        : bring(caller, turn, upload, AppendBody.NOTHING);
  }

  /**
   * Appends a body; gives how far the upload is then; empty where there is none.
   *
   * @param offset where the client goes on, which has to be where the upload is
   * @param length of the whole file, where the client says so now
   */
  public Uni<Optional<ResumableState>> append(
      Caller caller, UUID id, long offset, OptionalLong length, AppendBody body) {
    requireShort(length);
    Long told = length.isEmpty() ? null : length.getAsLong();
    return inTurn(
        id,
        turn ->
            rows.claim(caller, id, partsOf(body), told)
                .emitOn(turn.owner())
                .chain(
                    found ->
                        found.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : append(caller, turn, found.get(), offset, told, body)
                                .map(Optional::of)));
  }

  /** Forgets an upload; what was stored of it is removed, unless a file owns it. */
  public Uni<Boolean> drop(Caller caller, UUID id) {
    return inTurn(id, turn -> dropped.drop(caller, id));
  }

  private Uni<ResumableState> append(
      Caller caller,
      AppendTurns.Turn turn,
      ResumableUpload upload,
      long offset,
      @Nullable Long told,
      AppendBody body) {
    if (told != null && !told.equals(upload.length())) {
      return Uni.createFrom().failure(anotherLength());
    }
    if (upload.received() != offset) {
      return Uni.createFrom().failure(mismatch(upload.received()));
    }
    if (upload.nextPart() + partsOf(body) > BlobStore.MOST_PARTS) {
      return dropped.drop(caller, upload.id()).chain(gone -> Uni.createFrom().failure(wornOut()));
    }
    if (upload.finished() || upload.isWhole()) {
      // Nothing is left to send, and Java's HttpURLConnection takes an answer without the 100 that
      // it has asked for as a refusal.
      body.invite().run();
      return whole(caller, turn, upload);
    }
    return bring(caller, turn, upload, body);
  }

  private Uni<ResumableState> bring(
      Caller caller, AppendTurns.Turn turn, ResumableUpload upload, AppendBody body) {
    var appending =
        new Appending(
            upload,
            body,
            room,
            rows,
            running,
            new ClientPace(config.idleTimeout(), config.minRate().asLongValue()),
            longest(),
            turn.owner());
    turn.whenOver(() -> appending.stop(ResumableRows.takenOver()));
    return appending
        .run(limits.maxPieces())
        .chain(appended -> settled(caller, upload, appended))
        .onItemOrFailure()
        .invoke((state, failure) -> metrics.ended(appending.arrived(), failure))
        .onFailure(ResumableUploads::isFinal)
        .recoverWithUni(failure -> drop(caller, upload, failure));
  }

  private Uni<ResumableState> settled(Caller caller, ResumableUpload upload, Appended appended) {
    var state = ResumableState.of(upload).at(appended.received());
    ProblemException problem = appended.problem();
    Uni<ResumableState> result;
    if (appended.whole().isPresent()) {
      result =
          finished
              .of(caller, upload, appended.whole().get(), appended.found())
              .replaceWith(state.whole());
    } else if (problem != null) {
      result = Uni.createFrom().failure(problem);
    } else {
      result = Uni.createFrom().item(state);
    }
    return result.onItemOrFailure().invoke((done, failure) -> tidy(upload, appended, failure));
  }

  /**
   * Removes pieces that nobody needs any more, behind the answer. Those of a file that was not made
   * are still on record, unless they have become a part.
   */
  private void tidy(ResumableUpload upload, Appended appended, @Nullable Throwable failure) {
    boolean needed = failure != null && appended.whole().orElse(null) instanceof Whole.InOneObject;
    if (!needed && !appended.superseded().isEmpty()) {
      removal
          .remove(appended.superseded().stream().map(it -> it.key(upload.key())).toList())
          .subscribe()
          .with(
              gone -> {},
              left -> FAILURES.warn("Pieces of an upload are left to a comparison", left));
    }
  }

  /** What can never become a file is not kept for a client that would try again. */
  private <T> Uni<T> drop(Caller caller, ResumableUpload upload, Throwable failure) {
    return dropped
        .drop(caller, upload.id())
        .onFailure()
        .recoverWithItem(false)
        .chain(gone -> Uni.createFrom().failure(told(upload, failure)));
  }

  private static Throwable told(ResumableUpload upload, Throwable failure) {
    if (failure instanceof ProblemException) {
      return failure;
    }
    LOG.errorf(failure, "The store has lost what it had of the upload %s", upload.id());
    return new ProblemException(
        ProblemCode.UPLOAD_ABANDONED, null, "The upload was given up. Begin a new one.");
  }

  private static boolean isFinal(Throwable failure) {
    return switch (failure) {
      case LostBlobException _, CorruptBlobException _ -> true;
      case ProblemException problem -> FINAL.contains(problem.code());
      default -> false;
    };
  }

  /** Numbers of parts that may be under way and not on record, at any moment. */
  private int partsOf(AppendBody body) {
    if (body.checksum().isEmpty()) {
      return Appending.PARTS_UNDER_WAY;
    }
    long bytes = body.length().orElse(longest());
    return Math.toIntExact(bytes / room.store().partSize()) + Appending.PARTS_UNDER_WAY;
  }

  private <T> Uni<T> inTurn(UUID id, Function<AppendTurns.Turn, Uni<T>> work) {
    Executor owner = Uploads.eventLoop(vertx);
    return Intake.detached(
        turns
            .take(id, owner)
            .chain(
                taken ->
                    Uni.createFrom()
                        .deferred(() -> work.apply(taken))
                        .emitOn(owner)
                        .onTermination()
                        .invoke(taken::close)));
  }

  private void requireShort(OptionalLong length) {
    if (length.orElse(0) > longest()) {
      throw new ProblemException(
          ProblemCode.FILE_TOO_LARGE, null, "The file has more than " + longest() + " bytes.");
    }
  }

  private static ProblemException mismatch(long received) {
    return new ProblemException(
        ProblemCode.OFFSET_MISMATCH,
        "Upload-Offset",
        "Upload-Offset is not where the upload is, which is " + received + ".");
  }

  /** So often has it broken off without a word that the store's numbers of parts are used up. */
  private static ProblemException wornOut() {
    return new ProblemException(
        ProblemCode.UPLOAD_ABANDONED, null, "The upload broke off too often and was given up.");
  }

  private static ProblemException anotherLength() {
    return new ProblemException(
        ProblemCode.INVALID_HEADER, "Upload-Length", "Upload-Length was another one before.");
  }
}
