package dev.satchel.intake;

import dev.satchel.blob.BlobHead;
import dev.satchel.blob.BlobSink;
import dev.satchel.blob.BufferLease;
import dev.satchel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one upload, the memory that they hold, and the record that owns them.
 *
 * <p>Nothing is held until {@link #admit}; what is held then is released by {@link #close} or
 * {@link #discard}. Used on the upload's event loop only; results arrive there.
 */
final class UploadBlobs implements UploadContents {

  private final UUID upload;
  private final long reservation;
  private final Executor owner;
  private final BlobRoom room;
  private final List<BlobSink> sinks = new ArrayList<>();
  private final List<CompletableFuture<?>> finished = new ArrayList<>();
  private CompletableFuture<BufferLease> reserved = new CompletableFuture<>();
  private CompletableFuture<Void> admission = CompletableFuture.completedFuture(null);
  private @Nullable BufferLease lease;
  private @Nullable BlobSink current;
  private boolean waiting;
  private boolean registered;

  /**
   * @param upload whose blobs they are
   * @param reservation bytes that the upload needs to get on by itself
   * @param owner the upload's event loop
   * @param room what all uploads share
   */
  UploadBlobs(UUID upload, long reservation, Executor owner, BlobRoom room) {
    this.upload = upload;
    this.reservation = reservation;
    this.owner = owner;
    this.room = room;
  }

  @Override
  public boolean isAdmitted() {
    return registered;
  }

  @Override
  public boolean isWaiting() {
    return waiting;
  }

  /** Reserves memory, which may take its time, and puts the blobs' owner on record. */
  @Override
  public CompletableFuture<Void> admit() {
    waiting = true;
    reserved = room.budget().reserve(reservation).orElseGet(UploadBlobs::overloaded);
    admission = reserved.thenComposeAsync(this::register, owner);
    return admission;
  }

  @Override
  public boolean write(FileDraft file, ByteBuffer bytes, BlobSink.Listener listener) {
    sink(file, listener).write(bytes);
    return !bytes.hasRemaining();
  }

  /** Sends the rest of the file that is being written. Does not wait for it. */
  @Override
  public void finish(FileDraft file, BlobSink.Listener listener) {
    BlobSink sink = sink(file, listener);
    current = null;
    finished.add(
        sink.finish()
            .thenAccept(file::received)
            .whenComplete(
                (taken, fault) -> Optional.ofNullable(fault).ifPresent(listener::failed)));
    finished.add(sink.durable());
  }

  @Override
  public CompletableFuture<Void> durable() {
    return CompletableFuture.allOf(finished.toArray(CompletableFuture[]::new));
  }

  /** Releases the memory of an upload whose blobs are durable and stay. */
  void close() {
    if (lease != null) {
      lease.close();
    }
  }

  /**
   * Releases everything: memory, then the blobs, then, if all of them are gone, the record. What
   * could not be removed stays on record.
   */
  CompletableFuture<Void> discard() {
    reserved.cancel(false);
    return admission
        .exceptionally(refused -> null)
        .thenComposeAsync(settled -> discardSinks(), owner)
        .whenCompleteAsync((gone, failure) -> close(), owner)
        .thenComposeAsync(gone -> forget(), owner);
  }

  private CompletableFuture<Void> register(BufferLease granted) {
    lease = granted;
    return room.pending()
        .register(upload)
        .subscribeAsCompletionStage()
        .thenRunAsync(() -> registered = true, owner);
  }

  private BlobSink sink(FileDraft file, BlobSink.Listener listener) {
    if (current == null) {
      current =
          room.store()
              .open(
                  file.key,
                  Objects.requireNonNull(lease, "Admitted uploads have a lease"),
                  head -> measure(file, head),
                  listener,
                  owner);
      sinks.add(current);
    }
    return current;
  }

  /** What is known to be no image keeps no worker busy. */
  private CompletableFuture<?> measure(FileDraft file, BlobHead head) {
    return file.isForeign()
        ? CompletableFuture.completedFuture(null)
        : room.probe().measure(head, file::measured);
  }

  private CompletableFuture<Void> discardSinks() {
    return CompletableFuture.allOf(
        sinks.stream().map(BlobSink::discard).toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> forget() {
    return registered
        ? room.pending().forget(upload).subscribeAsCompletionStage()
        : CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<BufferLease> overloaded() {
    return CompletableFuture.failedFuture(
        ProblemException.overloaded("Too many uploads are waiting. Try again later."));
  }
}
