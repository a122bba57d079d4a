package dev.satchel.thumbnail;

import dev.satchel.blob.BlobReads;
import dev.satchel.file.StoredFile;
import dev.satchel.image.ImageSize;
import dev.satchel.image.PictureMemory;
import dev.satchel.image.RefusedPicture;
import dev.satchel.image.Rendering;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Thumbnails;
import dev.satchel.lifetime.Lifetime;
import dev.satchel.problem.ProblemException;
import dev.satchel.thumbnail.ThumbnailRows.Maker;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Makes one thumbnail: reads the source, has it rendered, and has the result kept. */
@ApplicationScoped
class ThumbnailMaker {

  /** What all sources together may take of the heap. */
  private static final int SHARE_OF_HEAP = 2;

  private final Thumbnails engine;
  private final BlobReads blobs;
  private final StoredThumbnails stored;
  private final ThumbnailMetrics metrics;
  private final PictureMemory sources;
  private final long maxSourceSize;
  private final Duration patience;

  ThumbnailMaker(
      Thumbnails engine,
      BlobReads blobs,
      StoredThumbnails stored,
      ThumbnailMetrics metrics,
      ThumbnailConfig config) {
    this.engine = engine;
    this.blobs = blobs;
    this.stored = stored;
    this.metrics = metrics;
    long shared = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    this.sources = new PictureMemory(shared);
    this.maxSourceSize = Math.min(config.maxSourceSize().asLongValue(), shared);
    this.patience = config.timeout();
  }

  /** Who makes the thumbnails here. */
  Maker identity() {
    return new Maker(engine.version(), engine.decoders());
  }

  /** Whether a source is small enough to be read. */
  boolean takes(StoredFile source) {
    return source.size <= maxSourceSize;
  }

  /**
   * The thumbnail, or nothing where there is none to be had. Blocks, for up to seconds, and holds
   * the source's bytes meanwhile.
   *
   * @throws ExecutionException where the source cannot be read
   * @throws InterruptedException where the thread is interrupted while it reads
   */
  Optional<MadeThumbnail> make(StoredFile file, ImageSize size)
      throws ExecutionException, InterruptedException {
    try (var _ = sources.take(file.size, patience)) {
      return made(file, size, bytes(file));
    } catch (RefusedPicture refused) {
      return without(file, refused.reason());
    }
  }

  private Optional<MadeThumbnail> made(StoredFile file, ImageSize size, byte[] source) {
    long start = System.nanoTime();
    Rendering rendering = engine.render(source, size);
    metrics.rendered(rendering, Duration.ofNanos(System.nanoTime() - start));
    return switch (rendering) {
      case Rendering.Thumbnail thumbnail -> Optional.of(kept(file, size, thumbnail));
      case Rendering.NotDecodable(Reason reason) -> without(file, reason);
    };
  }

  /** There is no thumbnail, and will be none unless the picture is not at fault. */
  private Optional<MadeThumbnail> without(StoredFile file, Reason reason) {
    switch (reason) {
      case NO_ROOM -> {
        metrics.refused();
        throw ProblemException.overloaded("There is no room to make a thumbnail now.");
      }
      case INTERRUPTED -> {}
      case UNKNOWN_FORMAT, BROKEN, TOO_LARGE, OUT_OF_TIME, DECODER_FAULT ->
          stored.undecodable(file.id, identity(), reason);
    }
    return Optional.empty();
  }

  private MadeThumbnail kept(StoredFile file, ImageSize size, Rendering.Thumbnail thumbnail) {
    var made = MadeThumbnail.of(thumbnail);
    stored.keep(file.id, file.blobKey(), size, identity(), made);
    return made;
  }

  private byte[] bytes(StoredFile file) throws ExecutionException, InterruptedException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(file.size));
    try (var lifetime = new Lifetime()) {
      blobs
          .read(lifetime, file.blobKey(), file.blob())
          .onItem()
          .transformToMulti(stream -> stream)
          .onItem()
          .invoke(bytes::put)
          .collect()
          .last()
          .subscribeAsCompletionStage()
          .get();
    }
    return bytes.array();
  }
}
