package dev.satchel.file;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.satchel.blob.BlobKey;
import dev.satchel.config.SatchelConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bytes of kept thumbnails that were asked for not long ago, so that the small pictures of a list
 * do not come from the store each time. Only bytes: whether the caller may see them is asked of the
 * database each time, and an object never changes.
 *
 * <p>Holds {@code satchel.image.cache-size} bytes at the most, each thumbnail's for {@code
 * satchel.image.cache-time} at the most, however often it is asked for. Any thread may call.
 */
@ApplicationScoped
class RecentThumbnails {

  /** What an entry takes besides its bytes, roughly. */
  private static final int OVERHEAD = 256;

  private final long size;
  private final Cache<BlobKey, byte[]> recent;

  @Inject
  RecentThumbnails(SatchelConfig config) {
    this(config.image(), Ticker.systemTicker());
  }

  RecentThumbnails(SatchelConfig.Image config, Ticker ticker) {
    this.size = config.cacheSize().asLongValue();
    this.recent =
        Caffeine.newBuilder()
            .maximumWeight(size)
            .<BlobKey, byte[]>weigher((key, bytes) -> OVERHEAD + bytes.length)
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
    if (OVERHEAD + bytes.length <= size) {
      recent.put(key, bytes);
    }
  }
}
