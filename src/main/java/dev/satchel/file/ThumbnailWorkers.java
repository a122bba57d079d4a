package dev.satchel.file;

import dev.satchel.config.SatchelConfig;
import dev.satchel.file.ThumbnailRows.Maker;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.Thumbnails;
import dev.satchel.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that make thumbnails: so many of them, and so many renderings that wait for one; the
 * next is answered {@code 503}. A worker holds the source's bytes while it renders them, and no
 * bytes are read for a rendering that still waits.
 */
@ApplicationScoped
class ThumbnailWorkers {

  private final Thumbnails engine;
  private final ExecutorService workers;
  private final long maxSourceSize;
  private final StoredThumbnails stored;
  private final ThumbnailMetrics metrics;
  private final Vertx vertx;

  ThumbnailWorkers(
      Thumbnails engine,
      SatchelConfig config,
      StoredThumbnails stored,
      ThumbnailMetrics metrics,
      Vertx vertx) {
    this.engine = engine;
    this.stored = stored;
    this.metrics = metrics;
    this.vertx = vertx;
    SatchelConfig.Image image = config.image();
    this.workers = pool(threads(image), image.queue());
    this.maxSourceSize = image.maxSourceSize().asLongValue();
  }

  /** Who makes the thumbnails here. */
  Maker maker() {
    return new Maker(engine.version());
  }

  /** Renders on a worker thread; the result arrives on the caller's event loop. */
  Uni<Optional<MadeThumbnail>> render(Original original, ImageSize size) {
    if (original.length() > maxSourceSize) {
      return Uni.createFrom().item(Optional.empty());
    }
    Context caller = vertx.getOrCreateContext();
    return Uni.createFrom()
        .item(() -> rendered(original, size))
        .runSubscriptionOn(workers)
        .onFailure(RejectedExecutionException.class)
        .transform(full -> ProblemException.overloaded("Too many thumbnails are waiting."))
        .emitOn(task -> caller.runOnContext(run -> task.run()));
  }

  private Optional<MadeThumbnail> rendered(Original original, ImageSize size) {
    byte[] source = bytes(original);
    long start = System.nanoTime();
    Rendering rendering = engine.render(source, size);
    metrics.rendered(rendering, Duration.ofNanos(System.nanoTime() - start));
    return switch (rendering) {
      case Rendering.Thumbnail thumbnail -> Optional.of(kept(original, size, thumbnail));
      case Rendering.OriginalSuffices(), Rendering.NotDecodable(Reason _) -> Optional.empty();
    };
  }

  private MadeThumbnail kept(Original original, ImageSize size, Rendering.Thumbnail thumbnail) {
    var made = MadeThumbnail.of(thumbnail);
    stored.keep(original.file().id, original.file().blobKey(), size, maker(), made);
    return made;
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }

  private static byte[] bytes(Original original) {
    var bytes = ByteBuffer.allocate(Math.toIntExact(original.length()));
    original
        .read()
        .onItem()
        .transformToMulti(stream -> stream)
        .onItem()
        .invoke(bytes::put)
        .collect()
        .last()
        .await()
        .indefinitely();
    return bytes.array();
  }

  /** How many of them there are. */
  static int threads(SatchelConfig.Image config) {
    return config.workers().orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  private static ExecutorService pool(int threads, int queue) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue),
        Thread.ofPlatform().name("thumbnail-", 0).daemon().factory());
  }
}
