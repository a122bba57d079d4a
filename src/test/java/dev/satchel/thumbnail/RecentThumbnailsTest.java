package dev.satchel.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.blob.BlobKey;
import dev.satchel.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentThumbnailsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void readsAnObjectOnce() {
    RecentThumbnails recent = recent("8M");

    assertThat(ask(recent, "a", 100)).hasSize(100);
    assertThat(ask(recent, "a", 100)).hasSize(100);
    assertThat(ask(recent, "b", 200)).hasSize(200);
    assertThat(reads).hasValue(2);
  }

  @Test
  void forgetsInTimeWhateverIsAskedFor() {
    RecentThumbnails recent = recent("8M");

    ask(recent, "a", 100);
    nanos.addAndGet(Duration.ofMinutes(4).toNanos());
    ask(recent, "a", 100);
    assertThat(reads).hasValue(1);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    ask(recent, "a", 100);
    assertThat(reads).hasValue(2);
  }

  @Test
  void leavesLargeOnesToTheStore() {
    RecentThumbnails recent = recent("8M");

    ask(recent, "large", RecentThumbnails.LARGEST + 1);
    ask(recent, "large", RecentThumbnails.LARGEST + 1);
    assertThat(reads).hasValue(2);
  }

  @Test
  void holdsNothingWhereItIsSwitchedOff() {
    RecentThumbnails recent = recent("0");

    ask(recent, "a", 0);
    ask(recent, "a", 0);
    assertThat(reads).hasValue(2);
  }

  @Test
  void remembersNoFailure() {
    RecentThumbnails recent = recent("8M");
    Uni<byte[]> lost =
        recent.bytes(
            new BlobKey("a"), () -> Uni.createFrom().failure(new IllegalStateException("lost")));

    assertThat(lost.onFailure().recoverWithItem(new byte[0]).await().indefinitely()).isEmpty();
    assertThat(ask(recent, "a", 100)).hasSize(100);
  }

  private byte[] ask(RecentThumbnails recent, String key, int length) {
    return recent
        .bytes(
            new BlobKey(key),
            () -> {
              reads.incrementAndGet();
              return Uni.createFrom().item(new byte[length]);
            })
        .await()
        .indefinitely();
  }

  private RecentThumbnails recent(String size) {
    var config = Settings.with(ThumbnailConfig.class, Map.of("satchel.image.cache-size", size));
    return new RecentThumbnails(config, nanos::get);
  }
}
