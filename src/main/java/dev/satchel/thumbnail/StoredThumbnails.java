package dev.satchel.thumbnail;

import dev.satchel.blob.BlobKey;
import dev.satchel.blob.BlobRemoval;
import dev.satchel.blob.BlobStore;
import dev.satchel.blob.ByteRange;
import dev.satchel.blob.CorruptBlobException;
import dev.satchel.blob.LostBlobException;
import dev.satchel.id.TimeOrderedIds;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.log.RepeatedLine;
import dev.satchel.thumbnail.Found.Kept;
import dev.satchel.thumbnail.Found.Nothing;
import dev.satchel.thumbnail.Found.Undecodable;
import dev.satchel.thumbnail.ThumbnailRows.Maker;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Thumbnails that have been made before. Keeping one is best effort: it happens behind the answer,
 * and what fails costs a rendering later on and nothing else.
 *
 * <p>First the row, then the object, then the row's word that the object is there; then objects
 * that the new one replaces go, and last their rows. A crash at any point leaves objects that have
 * an owner: the next one of the same size takes their place when the lease has run out, or they go
 * with their file.
 */
@ApplicationScoped
class StoredThumbnails {

  private static final Logger LOG = Logger.getLogger(StoredThumbnails.class);
  private static final RepeatedLine FAILURES = new RepeatedLine(LOG);

  /**
   * Bytes on their way to the store, all thumbnails together; one that would pass it is not kept.
   */
  private static final long ON_THEIR_WAY = 16 << 20;

  private final ThumbnailRows rows;
  private final BlobStore blobs;
  private final BlobRemoval removal;
  private final RecentThumbnails recent;
  private final TimeOrderedIds ids;
  private final ThumbnailMetrics metrics;
  private final AtomicLong leaving = new AtomicLong();

  StoredThumbnails(
      ThumbnailRows rows,
      BlobStore blobs,
      BlobRemoval removal,
      RecentThumbnails recent,
      TimeOrderedIds ids,
      ThumbnailMetrics metrics) {
    this.rows = rows;
    this.blobs = blobs;
    this.removal = removal;
    this.recent = recent;
    this.ids = ids;
    this.metrics = metrics;
  }

  /** What {@code maker} need not make anew, or not try. */
  Uni<Found> find(UUID file, ImageSize size, Maker maker) {
    return rows.find(file, size, maker).map(this::found);
  }

  private Found found(ThumbnailRows.Known known) {
    return known
        .kept()
        .<Found>map(row -> new Kept(new StoredThumbnail(row, this)))
        .orElseGet(() -> known.undecodable() ? new Undecodable() : new Nothing());
  }

  /** Notes that {@code maker} could not decode the picture, if it can be done. Returns at once. */
  void undecodable(UUID file, Maker maker, Reason reason) {
    rows.undecodable(file, maker, reason).subscribe().with(done -> {}, this::notKept);
  }

  /** All its bytes, checked. Fails with {@link LostThumbnailException} where they are not those. */
  Uni<byte[]> bytes(ThumbnailRow row) {
    return recent.bytes(row.key(), () -> fetched(row));
  }

  private Uni<byte[]> fetched(ThumbnailRow row) {
    return opened(
        Lifetime.during(
            owner ->
                blobs
                    .read(owner, row.key(), row.blob())
                    .onItem()
                    .transformToUni(bytes -> collected(bytes, row))),
        row);
  }

  /** All its bytes, checked while they arrive. Fails likewise before the first of them. */
  Uni<Multi<ByteBuffer>> stream(Lifetime owner, ThumbnailRow row) {
    return watched(blobs.read(owner, row.key(), row.blob()), row);
  }

  /** Some of its bytes, counted while they arrive. */
  Uni<Multi<ByteBuffer>> stream(Lifetime owner, ThumbnailRow row, ByteRange range) {
    return watched(blobs.read(owner, row.key(), row.blob(), range), row);
  }

  private Uni<Multi<ByteBuffer>> watched(Uni<Multi<ByteBuffer>> read, ThumbnailRow row) {
    return opened(
        read.map(bytes -> bytes.onFailure(StoredThumbnails::isLost).call(() -> lost(row))), row);
  }

  private <T> Uni<T> opened(Uni<T> read, ThumbnailRow row) {
    return read.onFailure(StoredThumbnails::isLost)
        .call(() -> lost(row))
        .onFailure(StoredThumbnails::isLost)
        .transform(LostThumbnailException::new);
  }

  /** A request is answered with a kept one. */
  void served() {
    metrics.served();
  }

  /** Keeps a thumbnail, if it can be done. Returns at once. */
  void keep(UUID file, BlobKey source, ImageSize size, Maker maker, MadeThumbnail made) {
    long length = made.blob().size();
    if (leaving.addAndGet(length) > ON_THEIR_WAY) {
      leaving.addAndGet(-length);
      metrics.dropped(ThumbnailMetrics.BUSY);
      return;
    }
    var row =
        new ThumbnailRow(source.derived(size + "-" + ids.next()), made.mimeType(), made.blob());
    rows.begin(file, size, maker, row)
        .chain(begun -> begun ? bring(file, size, row, made) : Uni.createFrom().voidItem())
        .onTermination()
        .invoke(() -> leaving.addAndGet(-length))
        .subscribe()
        .with(done -> {}, this::notKept);
  }

  private Uni<Void> bring(UUID file, ImageSize size, ThumbnailRow row, MadeThumbnail made) {
    return blobs
        .put(row.key(), made.bytes())
        .chain(() -> rows.stored(row.key()))
        .chain(stored -> stored ? replace(file, size, row.key()) : withoutOwner(row.key()));
  }

  private Uni<Void> replace(UUID file, ImageSize size, BlobKey key) {
    metrics.stored();
    return rows.superseded(file, size, key).chain(this::remove);
  }

  private Uni<Void> remove(List<BlobKey> superseded) {
    return superseded.isEmpty()
        ? Uni.createFrom().voidItem()
        : removal.remove(superseded).chain(left -> rows.forget(without(superseded, left)));
  }

  private static List<BlobKey> without(Collection<BlobKey> keys, Set<BlobKey> left) {
    return keys.stream().filter(key -> !left.contains(key)).toList();
  }

  /** The file has gone meanwhile, and its rows with it. */
  private Uni<Void> withoutOwner(BlobKey key) {
    return removal.remove(List.of(key)).replaceWithVoid();
  }

  private void notKept(Throwable failure) {
    metrics.dropped(ThumbnailMetrics.FAILED);
    FAILURES.warn("A thumbnail was not kept", failure);
  }

  private Uni<Void> lost(ThumbnailRow row) {
    LOG.warnf("A kept thumbnail is lost or corrupt: %s", row.key().value());
    metrics.lost();
    return rows.lost(row.key()).onFailure().recoverWithNull();
  }

  private static Uni<byte[]> collected(Multi<ByteBuffer> bytes, ThumbnailRow row) {
    var all = ByteBuffer.allocate(Math.toIntExact(row.blob().size()));
    return bytes.onItem().invoke(all::put).collect().last().replaceWith(all.array());
  }

  /** Whether it is the object that is at fault, and not the way to it. */
  private static boolean isLost(Throwable failure) {
    return failure instanceof LostBlobException || failure instanceof CorruptBlobException;
  }
}
