package dev.satchel.blob;

import dev.satchel.digest.Sha256;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of one blob, of unknown length, and brings them to S3.
 *
 * <p>Bytes fill a part. A blob that ends within its first part leaves as one PutObject; else each
 * full part leaves as a part of a multipart upload while the next one is filled. Meanwhile a worker
 * takes the part's SHA-256, which is as much work for the owner's thread as all the rest together.
 * Where the lease has no room, {@link #write} leaves bytes behind, and {@link Listener#writable} is
 * called when there may be room again.
 *
 * <p>A sink ends with {@link #finish} or {@link #discard}; what was finished may still be
 * discarded. All methods are called, and all results arrive, on the owner's executor, one at a
 * time.
 */
public final class BlobSink {

  /** Hears of what happens while the owner does not call. */
  public interface Listener {

    /** There may be room again. */
    void writable();

    /** The blob cannot be completed; the owner should discard it. */
    void failed(Throwable cause);
  }

  /** A write that waits for nothing but the SHA-256 of its bytes; null where it needs none. */
  @FunctionalInterface
  private interface Request {
    CompletableFuture<?> send(byte @Nullable [] sha256);
  }

  private static final CompletableFuture<?> NONE = CompletableFuture.completedFuture(null);

  /** Bytes whose digest takes longer than waking up a thread. */
  static final long WORTH_A_WORKER = 64 * 1024;

  private final ObjectUpload upload;
  private final PartBuffers buffers;
  private final HeadInspector inspector;
  private final Listener listener;
  private final Executor owner;
  private final Executor worker;
  private final MessageDigest sha256 = Sha256.bulk();
  private byte @Nullable [] digest;
  private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);
  private final List<CompletableFuture<?>> requests = new ArrayList<>();
  private CompletableFuture<?> durable = new CompletableFuture<>();
  private PartBuffer part;
  private long size;
  private int partsSent;

  BlobSink(
      ObjectUpload upload,
      PartBuffers buffers,
      HeadInspector inspector,
      Listener listener,
      Executor owner,
      Executor worker) {
    this.upload = upload;
    this.buffers = buffers;
    this.inspector = inspector;
    this.listener = listener;
    this.owner = owner;
    this.worker = worker;
    this.part = buffers.next();
  }

  /** Takes what there is room for; what remains in {@code source} is to be brought again. */
  public void write(ByteBuffer source) {
    int offered = source.remaining();
    fill(source);
    size += offered - source.remaining();
  }

  /**
   * Brings the rest, beginning now, whoever subscribes. Gives what the blob will be once it is
   * {@link #durable}.
   */
  public Uni<BlobReceipt> finish() {
    durable = partsSent == 0 ? putWhole() : putRest();
    return Uni.createFrom()
        .completionStage(hashed.thenApplyAsync(done -> new BlobReceipt(size, digest()), owner));
  }

  /** Ends when every byte of a finished blob is durable; fails where that is not to be had. */
  public Uni<Void> durable() {
    // Of a future of its own: a subscriber that cancels must not end the wait for the requests.
    return Uni.createFrom().completionStage(durable.thenRun(() -> {})).emitOn(owner);
  }

  /**
   * Waits for the requests under way, then takes back what has been brought, beginning now, whoever
   * subscribes. Ends when nothing of the blob is left in memory and in the store; fails where the
   * store did not confirm that.
   */
  public Uni<Void> discard() {
    part.release();
    return Uni.createFrom()
        .completionStage(
            CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
                .exceptionally(settled -> null)
                .thenComposeAsync(settled -> upload.undo(), owner))
        .replaceWithVoid()
        .emitOn(owner);
  }

  private void fill(ByteBuffer source) {
    boolean room = true;
    while (source.hasRemaining() && room) {
      if (part.isFull()) {
        sendPart();
      }
      part.write(source);
      room = part.isFull();
    }
  }

  private CompletableFuture<?> putWhole() {
    PartBuffer whole = part;
    part = buffers.next();
    CompletableFuture<?> durable = sendFirst(whole, proof -> upload.put(whole, proof), true);
    requests.add(durable);
    return durable;
  }

  private CompletableFuture<?> putRest() {
    if (part.size() > 0) {
      sendPart();
    }
    CompletableFuture<?> completed =
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
            .thenComposeAsync(arrived -> upload.complete(), owner);
    requests.add(completed);
    return completed;
  }

  private void sendPart() {
    PartBuffer full = part;
    part = buffers.next();
    int number = partsSent + 1;
    Request request = proof -> upload.putPart(number, full, proof);
    requests.add(number == 1 ? sendFirst(full, request, false) : send(full, request, false, NONE));
  }

  /** Keeps the first part until it was looked at, too. */
  private CompletableFuture<?> sendFirst(PartBuffer sent, Request request, boolean isWhole) {
    var head = new BlobHead(sent.stream(), sent.size(), isWhole);
    return send(sent, request, isWhole, inspector.inspect(head).subscribeAsCompletionStage());
  }

  /** Keeps the part until its request and its inspection are done and its digest is taken. */
  private CompletableFuture<?> send(
      PartBuffer sent, Request request, boolean isWhole, CompletableFuture<?> inspection) {
    partsSent++;
    Executor hasher = sent.size() > WORTH_A_WORKER ? worker : Runnable::run;
    hashed = hashed.thenRunAsync(() -> sent.views().forEach(sha256::update), hasher);
    return CompletableFuture.allOf(answer(sent, request, isWhole, hasher), inspection, hashed)
        .whenCompleteAsync((result, failure) -> settle(sent, failure), owner);
  }

  /** The digest of a blob in one part is that of the part, and need not be taken twice. */
  private CompletableFuture<?> answer(
      PartBuffer sent, Request request, boolean isWhole, Executor hasher) {
    if (!upload.signs()) {
      return request.send(null);
    }
    CompletableFuture<byte[]> proof =
        isWhole
            ? hashed.thenApply(done -> digest())
            : CompletableFuture.supplyAsync(() -> digestOf(sent), hasher);
    return proof.isDone()
        ? request.send(proof.join())
        : proof.thenComposeAsync(request::send, owner);
  }

  static byte[] digestOf(PartBuffer part) {
    MessageDigest digest = Sha256.bulk();
    part.views().forEach(digest::update);
    return digest.digest();
  }

  /** Of the whole blob. To be called once all of it is {@link #hashed}. */
  private synchronized byte[] digest() {
    byte[] taken = digest == null ? sha256.digest() : digest;
    digest = taken;
    return taken;
  }

  private void settle(PartBuffer sent, @Nullable Throwable failure) {
    sent.release();
    if (failure == null) {
      listener.writable();
    } else {
      listener.failed(StoreOperation.cause(failure));
    }
  }
}
