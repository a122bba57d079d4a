package dev.satchel.thumbnail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.satchel.blob.BlobKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bytes of small kept thumbnails that were asked for not long ago, so that the pictures of a list
 * do not come from the store each time. Only bytes: whether the caller may see them is asked of the
 * database each time, and an object never changes.
 *
 * <p>Holds so many thumbnails that {@code satchel.image.cache-size} would do if all of them were of
 * {@link #LARGEST}, each for {@code satchel.image.cache-time} at the most, however often it is
 * asked for. Any thread may call.
 */
@ApplicationScoped
class RecentThumbnails {

  /** Bytes of the largest thumbnail that is remembered. */
  static final int LARGEST = 32 * 1024;

  private final long most;
  private final Cache<BlobKey, byte[]> recent;

  @Inject
  RecentThumbnails(ThumbnailConfig config) {
    this(config, Ticker.systemTicker());
  }

  RecentThumbnails(ThumbnailConfig config, Ticker ticker) {
    this.most = config.cacheSize().asLongValue() / LARGEST;
    this.recent =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(config.cacheTime())
            .ticker(ticker)
            .build();
  }

  /** The bytes of an object, from here or else from {@code store}; not to be changed. */
  Uni<byte[]> bytes(BlobKey key, Supplier<Uni<byte[]>> store) {
    return Optional.ofNullable(recent.getIfPresent(key))
        .map(bytes -> Uni.createFrom().item(bytes))
        .orElseGet(() -> store.get().invoke(bytes -> remember(key, bytes)));
  }

  private void remember(BlobKey key, byte[] bytes) {
    // A cache that may hold nothing still does, until its maintenance has run.
    if (most > 0 && bytes.length <= LARGEST) {
      recent.put(key, bytes);
    }
  }
}
