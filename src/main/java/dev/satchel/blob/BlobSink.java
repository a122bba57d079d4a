package dev.satchel.blob;

import dev.satchel.digest.Sha256;
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

  /** Bytes whose digest takes longer than waking up a thread. */
  private static final long WORTH_A_WORKER = 64 * 1024;

  private final ObjectUpload upload;
  private final PartBuffers buffers;
  private final HeadInspector inspector;
  private final Listener listener;
  private final Executor owner;
  private final Executor worker;
  private final MessageDigest sha256 = Sha256.bulk();
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

  /** Brings the rest. Completes with what the blob will be once it is {@link #durable}. */
  public CompletableFuture<BlobReceipt> finish() {
    durable = partsSent == 0 ? putWhole() : putRest();
    return hashed.thenApplyAsync(done -> new BlobReceipt(size, sha256.digest()), owner);
  }

  /** Completes when every byte of a finished blob is durable. */
  public CompletableFuture<Void> durable() {
    return durable.thenRunAsync(() -> {}, owner);
  }

  /**
   * Waits for the requests under way, then takes back what has been brought. Completes when nothing
   * of the blob is left in memory and in the store; fails where the store did not confirm that.
   */
  public CompletableFuture<Void> discard() {
    part.release();
    return CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
        .exceptionally(settled -> null)
        .thenComposeAsync(settled -> upload.undo(), owner)
        .thenApply(gone -> null);
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
    CompletableFuture<?> durable = sendFirst(whole, upload.put(whole), true);
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
    CompletableFuture<?> request = upload.putPart(partsSent + 1, full);
    requests.add(partsSent == 0 ? sendFirst(full, request, false) : send(full, request));
  }

  /** Keeps the first part until it was looked at, too. */
  private CompletableFuture<?> sendFirst(
      PartBuffer sent, CompletableFuture<?> request, boolean isWhole) {
    var head = new BlobHead(sent.stream(), sent.size(), isWhole);
    var inspection = inspector.inspect(head).toCompletableFuture();
    return send(sent, CompletableFuture.allOf(request, inspection));
  }

  /** Keeps the part until {@code request} is done and its digest is taken. */
  private CompletableFuture<?> send(PartBuffer sent, CompletableFuture<?> request) {
    partsSent++;
    Executor hasher = sent.size() > WORTH_A_WORKER ? worker : Runnable::run;
    hashed = hashed.thenRunAsync(() -> sent.views().forEach(sha256::update), hasher);
    return CompletableFuture.allOf(request, hashed)
        .whenCompleteAsync((result, failure) -> settle(sent, failure), owner);
  }

  private void settle(PartBuffer sent, @Nullable Throwable failure) {
    sent.release();
    if (failure == null) {
      listener.writable();
    } else {
      listener.failed(failure);
    }
  }
}
