package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes more bytes of a blob that comes over several requests, and brings them to S3.
 *
 * <p>Bytes fill a part. One that is full leaves as a part of a multipart upload while the next one
 * is filled, and what is less when the request ends leaves as a piece, an object of its own. What
 * was in pieces before has to be written again, first of all, where a part is to come of it; see
 * {@link #replacing}. The listener puts on record what is durable, step by step and in order; the
 * memory of a part is kept until it has.
 *
 * <p>An appender ends with {@link #suspend}, {@link #finish} or {@link #drop}. All methods are
 * called, and all results arrive, on the owner's executor, one at a time.
 */
public final class BlobAppender {

  /** Hears of what happens while the owner does not call. */
  public interface Listener extends BlobSink.Listener {

    /**
     * Puts on record that a multipart upload was begun, before a part of it is brought; ends when
     * it is. Where that is refused, the multipart upload is aborted; where it fails as {@code
     * database_unavailable}, it stays, since it may be on record.
     *
     * @param upload by which the store knows it
     */
    Uni<Void> begun(String upload);

    /** Puts on record what is durable, in the order of the calls; ends when it is. */
    Uni<Void> durable(BlobStep step);
  }

  /** What a blob is whose last bytes have been brought. */
  public sealed interface Whole {

    /**
     * It is in one object already.
     *
     * @param key of that object, which is this request's alone
     */
    record InOneObject(BlobKey key, BlobReceipt receipt) implements Whole {}

    /**
     * It is in parts, all on record, which are to be completed.
     *
     * @param sha256 of all its bytes; null where it is not known
     */
    @SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes
    record InParts(byte @Nullable [] sha256) implements Whole {}
  }

  private final ObjectUpload upload;
  private final BlobKey key;
  private final long attempt;
  private final Function<BlobKey, ObjectUpload> objects;
  private final PartBuffers buffers;
  private final HeadInspector inspector;
  private final Listener listener;
  private final Executor owner;
  private final Executor worker;
  private final @Nullable MessageDigest sha256;
  private final List<CompletableFuture<?>> sent = new ArrayList<>();
  private CompletableFuture<Optional<byte[]>> hashed =
      CompletableFuture.completedFuture(Optional.empty());
  private @Nullable CompletableFuture<Void> begun;
  private CompletableFuture<Void> recorded = CompletableFuture.completedFuture(null);
  private boolean inParts;
  private boolean replaces;
  private int nextPart;
  private PartBuffer part;

  BlobAppender(
      ObjectUpload upload,
      BlobKey key,
      long attempt,
      Function<BlobKey, ObjectUpload> objects,
      PartBuffers buffers,
      BlobProgress progress,
      int firstPart,
      HeadInspector inspector,
      Listener listener,
      Executor owner,
      Executor worker) {
    this.upload = upload;
    this.key = key;
    this.attempt = attempt;
    this.objects = objects;
    this.buffers = buffers;
    this.inParts = !progress.parts().isEmpty();
    this.nextPart = firstPart;
    this.inspector = inspector;
    this.listener = listener;
    this.owner = owner;
    this.worker = worker;
    this.sha256 = digest(progress);
    this.begun = progress.upload() == null ? null : CompletableFuture.completedFuture(null);
    this.part = buffers.next();
  }

  private static @Nullable MessageDigest digest(BlobProgress progress) {
    if (progress.parts().isEmpty()) {
      return Sha256.keepable();
    }
    byte[] state = progress.digest();
    return state == null ? null : Sha256.resumed(state).orElse(null);
  }

  /** From now on what is written takes the place of the pieces, whose bytes come first. */
  public void replacing() {
    replaces = true;
  }

  /** Takes what there is room for; what remains in {@code source} is to be brought again. */
  public void write(ByteBuffer source) {
    boolean room = true;
    while (source.hasRemaining() && room) {
      if (part.isFull()) {
        sendPart();
      }
      part.write(source);
      room = part.isFull();
    }
  }

  /** Brings what is left as a piece; ends when all is on record. Where that fails it is dropped. */
  public Uni<Void> suspend() {
    if (part.isFull()) {
      sendPart();
    } else if (part.size() > 0) {
      sendPiece();
    }
    return Uni.createFrom().completionStage(recorded.thenRun(() -> {})).emitOn(owner);
  }

  /** The last bytes have been written: brings the rest, and tells what has become of the blob. */
  public Uni<Whole> finish() {
    if (!inParts) {
      return sendWhole();
    }
    if (part.size() > 0) {
      sendPart();
    }
    return Uni.createFrom()
        .completionStage(
            CompletableFuture.allOf(recorded, hashed)
                .thenApply(
                    done -> (Whole) new Whole.InParts(sha256 == null ? null : sha256.digest())))
        .emitOn(owner);
  }

  /**
   * Takes no more, and brings nothing more. Ends when nothing is under way any more and all memory
   * is given back; what is on record stays.
   */
  public Uni<Void> drop() {
    part.release();
    return Uni.createFrom()
        .completionStage(
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .exceptionally(settled -> null))
        .emitOn(owner);
  }

  private void sendPart() {
    PartBuffer full = take();
    int number = nextPart++;
    boolean first = !inParts;
    inParts = true;
    replaces = false;
    CompletableFuture<Void> inspected =
        first ? inspect(full, false) : CompletableFuture.completedFuture(null);
    CompletableFuture<Optional<byte[]>> state = hash(full);
    CompletableFuture<StoredPart> arrived = bring(number, full);
    record(
        full,
        CompletableFuture.allOf(arrived, state, inspected)
            .thenApply(settled -> new BlobStep.Part(arrived.join(), state.join().orElse(null))));
  }

  private void sendPiece() {
    PartBuffer rest = take();
    boolean all = replaces;
    long size = rest.size();
    CompletableFuture<byte[]> digest =
        CompletableFuture.supplyAsync(() -> BlobSink.digestOf(rest), hasher(rest));
    ObjectUpload piece = objects.apply(StoredPiece.key(key, attempt));
    record(
        rest,
        digest
            .thenComposeAsync(sha -> piece.put(rest, upload.signs() ? sha : null), owner)
            .thenApply(
                arrived ->
                    new BlobStep.Piece(
                        new StoredPiece(attempt, new BlobReceipt(size, digest.join())), all)));
  }

  private Uni<Whole> sendWhole() {
    PartBuffer whole = take();
    long size = whole.size();
    CompletableFuture<Void> inspected = inspect(whole, true);
    CompletableFuture<byte[]> digest =
        CompletableFuture.supplyAsync(() -> BlobSink.digestOf(whole), hasher(whole));
    BlobKey place = key.attempt(attempt);
    ObjectUpload object = objects.apply(place);
    CompletableFuture<?> arrived =
        digest.thenComposeAsync(sha -> object.put(whole, upload.signs() ? sha : null), owner);
    CompletableFuture<Void> settled =
        CompletableFuture.allOf(arrived, inspected)
            .whenCompleteAsync((done, failure) -> whole.release(), owner);
    sent.add(settled);
    return Uni.createFrom()
        .completionStage(
            settled.thenApply(
                done -> (Whole) new Whole.InOneObject(place, new BlobReceipt(size, digest.join()))))
        .emitOn(owner);
  }

  private PartBuffer take() {
    PartBuffer taken = part;
    part = buffers.next();
    return taken;
  }

  private CompletableFuture<Void> inspect(PartBuffer first, boolean isWhole) {
    var head = new BlobHead(first.stream(), first.size(), isWhole);
    return inspector.inspect(head).subscribeAsCompletionStage();
  }

  /** The digests of parts follow each other; gives the state behind this one. */
  private CompletableFuture<Optional<byte[]>> hash(PartBuffer full) {
    MessageDigest digest = sha256;
    if (digest != null) {
      hashed =
          hashed.thenApplyAsync(
              before -> {
                full.views().forEach(digest::update);
                return Sha256.state(digest);
              },
              hasher(full));
    }
    return hashed;
  }

  private CompletableFuture<StoredPart> bring(int number, PartBuffer full) {
    return begin().thenComposeAsync(begun -> bringPart(number, full), owner);
  }

  private CompletableFuture<Void> begin() {
    CompletableFuture<Void> beginning = begun;
    if (beginning == null) {
      beginning =
          upload
              .begin()
              .thenComposeAsync(
                  id ->
                      listener
                          .begun(id)
                          .subscribeAsCompletionStage()
                          .exceptionallyCompose(this::abort),
                  owner);
      begun = beginning;
    }
    return beginning;
  }

  /** It stays where it may be on record: the database has not answered. */
  private CompletableFuture<Void> abort(Throwable cause) {
    if (cause instanceof ProblemException problem
        && problem.code() == ProblemCode.DATABASE_UNAVAILABLE) {
      return failed(cause);
    }
    return upload.undo().handle((gone, left) -> null).thenCompose(gone -> failed(cause));
  }

  private static CompletableFuture<Void> failed(Throwable cause) {
    return CompletableFuture.failedFuture(cause);
  }

  private CompletableFuture<StoredPart> bringPart(int number, PartBuffer full) {
    return upload.signs()
        ? CompletableFuture.supplyAsync(() -> BlobSink.digestOf(full), hasher(full))
            .thenComposeAsync(proof -> upload.putPart(number, full, proof), owner)
        : upload.putPart(number, full, null);
  }

  private Executor hasher(PartBuffer bytes) {
    return bytes.size() > BlobSink.WORTH_A_WORKER ? worker : Runnable::run;
  }

  /** Puts on record what has arrived, behind what was sent before, and lets go of its memory. */
  private void record(PartBuffer bytes, CompletableFuture<? extends BlobStep> arrived) {
    recorded =
        recorded
            .thenCombine(arrived, (before, step) -> step)
            .thenComposeAsync(step -> listener.durable(step).subscribeAsCompletionStage(), owner);
    sent.add(
        CompletableFuture.allOf(recorded, settled(arrived))
            .whenCompleteAsync((done, failure) -> settle(bytes, failure), owner));
  }

  /** Where one before it fails, its memory is still being read. */
  private static CompletableFuture<?> settled(CompletableFuture<?> request) {
    return request.exceptionally(failed -> null);
  }

  private void settle(PartBuffer bytes, @Nullable Throwable failure) {
    bytes.release();
    if (failure == null) {
      listener.writable();
    } else {
      listener.failed(StoreOperation.cause(failure));
    }
  }
}
