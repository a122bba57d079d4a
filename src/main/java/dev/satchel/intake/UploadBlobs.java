package dev.satchel.intake;

import dev.satchel.blob.BlobHead;
import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobSink;
import dev.satchel.blob.BufferLease;
import dev.satchel.blob.BufferReservation;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one upload, the memory that they hold, and the record that owns them.
 *
 * <p>Nothing is held until the first contents come. They wait until memory is reserved and the
 * blobs' owner is on record; what is held then is released by {@link #close} or {@link #discard}.
 * Used on the upload's event loop only; what it gives arrives there.
 */
final class UploadBlobs {

  private final Optional<UUID> id;
  private final long reservation;
  private final Executor owner;
  private final BlobSink.Listener listener;
  private final BlobRoom room;
  private final List<BlobSink> sinks = new ArrayList<>();
  private final List<Uni<Void>> finished = new ArrayList<>();
  private @Nullable BufferReservation reserved;
  private Uni<Void> admission = Uni.createFrom().voidItem();
  private @Nullable BufferLease lease;
  private @Nullable BlobSink current;
  private @Nullable UUID record;

  /**
   * @param id of the record; empty for any
   * @param reservation bytes that the upload needs to get on by itself
   * @param owner the upload's event loop
   * @param listener hears of room and of faults
   * @param room what all uploads share
   */
  UploadBlobs(
      Optional<UUID> id,
      long reservation,
      Executor owner,
      BlobSink.Listener listener,
      BlobRoom room) {
    this.id = id;
    this.reservation = reservation;
    this.owner = owner;
    this.listener = listener;
    this.room = room;
  }

  /** Takes what there is room for; false if some of {@code bytes} has to wait for more. */
  boolean write(FileDraft file, ByteBuffer bytes) {
    if (!isAdmitted()) {
      return false;
    }
    sink(file).write(bytes);
    return !bytes.hasRemaining();
  }

  /**
   * Sends the rest of the file that is being written, and does not wait for it. False if nothing
   * can be sent yet.
   */
  boolean finish(FileDraft file) {
    if (!isAdmitted()) {
      return false;
    }
    BlobSink sink = sink(file);
    current = null;
    Uni<Void> received =
        sink.finish().invoke(file::received).replaceWithVoid().memoize().indefinitely();
    received.subscribe().with(taken -> {}, listener::failed);
    finished.add(received);
    finished.add(sink.durable());
    return true;
  }

  /** Ends when every finished file, of one or more, is as its upload says, and durable. */
  Uni<Void> durable() {
    return Uni.combine().all().unis(finished).discardItems();
  }

  /** Releases the memory of an upload whose blobs are durable and stay. */
  void close() {
    if (reserved != null) {
      reserved.close();
    }
  }

  /**
   * Releases everything: memory, then the blobs, then, if all of them are gone, the record. What
   * could not be removed stays on record.
   */
  Uni<Void> discard() {
    close();
    return admission
        .onFailure()
        .recoverWithNull()
        .emitOn(owner)
        .chain(settled -> discardSinks())
        .chain(gone -> forget());
  }

  private boolean isAdmitted() {
    if (reserved == null) {
      admit(room.budget().reserve(reservation));
    }
    return record != null;
  }

  private void admit(BufferReservation place) {
    reserved = place;
    admission =
        place
            .lease()
            .emitOn(owner)
            .invoke(granted -> lease = granted)
            .chain(granted -> id.map(room.pending()::register).orElseGet(room.pending()::register))
            .emitOn(owner)
            .invoke(registered -> record = registered)
            .replaceWithVoid()
            .memoize()
            .indefinitely();
    admission.subscribe().with(granted -> listener.writable(), listener::failed);
  }

  private BlobSink sink(FileDraft file) {
    if (current == null) {
      var key =
          BlobKey.of(Objects.requireNonNull(record, "Admitted uploads are on record"), file.index);
      file.storedAt(key);
      current =
          room.store()
              .open(
                  key,
                  Objects.requireNonNull(lease, "Admitted uploads have a lease"),
                  head -> measure(file, head),
                  listener,
                  owner);
      sinks.add(current);
    }
    return current;
  }

  /** What is known to be no image keeps no worker busy. */
  private Uni<Void> measure(FileDraft file, BlobHead head) {
    return file.isForeign()
        ? Uni.createFrom().voidItem()
        : room.probe().measure(head, file::measured);
  }

  private Uni<Void> forget() {
    return record == null ? Uni.createFrom().voidItem() : room.pending().forget(record);
  }

  /** Waits for all of them, whichever fail; then fails where one has. */
  private Uni<Void> discardSinks() {
    return sinks.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.combine()
            .all()
            .unis(sinks.stream().map(BlobSink::discard).toList())
            .collectFailures()
            .discardItems();
  }
}
