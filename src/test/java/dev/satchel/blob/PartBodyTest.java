package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Rules are those of the Reactive Streams specification, version 1.0. */
class PartBodyTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;
  private static final int SIZE = 4 * SEGMENT + 1;

  private final byte[] content = new byte[SIZE];
  private final PartBuffer part =
      new PartBuffer(
          new BufferBudget(8 * SEGMENT, 0).claim(8 * SEGMENT).orElseThrow().join(),
          SIZE,
          8,
          PartDigest.of(StoreChecksum.NONE));
  private final PartBody body = new PartBody(part);

  PartBodyTest() {
    new Random(1).nextBytes(content);
    part.write(ByteBuffer.wrap(content));
  }

  @Test
  void announcesItsLength() {
    assertThat(body.contentLength()).contains((long) SIZE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, Long.MAX_VALUE})
  void sendsEverythingInTheBatchesAskedFor(long batch) {
    var reader = new Reader(batch);

    body.subscribe(reader);

    assertThat(reader.received.toByteArray()).isEqualTo(content);
    assertThat(reader.completed).isEqualTo(1);
    assertThat(reader.failure).isNull();
    assertThat(reader.depth).isEqualTo(1);
  }

  @Test
  void sendsTheSameOnceMoreForARetry() {
    var cut = new Reader(0);
    body.subscribe(cut);
    cut.request(2);
    cut.cancel();

    var retry = new Reader(Long.MAX_VALUE);
    body.subscribe(retry);

    assertThat(retry.received.toByteArray()).isEqualTo(content);
  }

  @Test
  void sendsNoMoreThanWasAskedFor() {
    var reader = new Reader(0);
    body.subscribe(reader);
    assertThat(reader.received.size()).isZero();

    reader.request(2);
    assertThat(reader.received.size()).isEqualTo(2 * SEGMENT);
    reader.request(1);
    assertThat(reader.received.size()).isEqualTo(3 * SEGMENT);
    assertThat(reader.completed).isZero();
    reader.request(2);
    assertThat(reader.received.toByteArray()).isEqualTo(content);
    assertThat(reader.completed).isEqualTo(1);
  }

  /** Rules 1.8 and 3.6. */
  @Test
  void saysNothingOnceItIsCancelled() {
    var reader = new Reader(0);
    body.subscribe(reader);
    reader.request(1);

    reader.cancel();
    reader.request(Long.MAX_VALUE);

    assertThat(reader.received.size()).isEqualTo(SEGMENT);
    assertThat(reader.completed).isZero();
    assertThat(reader.failure).isNull();
  }

  /** Rule 3.9. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void failsWhoAsksForNothing(long count) {
    var reader = new Reader(0);
    body.subscribe(reader);

    reader.request(count);
    reader.request(Long.MAX_VALUE);

    assertThat(reader.failure).isInstanceOf(IllegalArgumentException.class);
    assertThat(reader.received.size()).isZero();
    assertThat(reader.completed).isZero();
  }

  @Test
  void completesWithoutABufferForAnEmptyPart() {
    part.release();
    var reader = new Reader(1);

    body.subscribe(reader);

    assertThat(body.contentLength()).contains(0L);
    assertThat(reader.received.size()).isZero();
    assertThat(reader.completed).isEqualTo(1);
  }

  /** Asks for {@code batch} buffers at first, and for as many again once they have come. */
  private static final class Reader implements Subscriber<ByteBuffer> {

    private final long batch;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private long outstanding;
    private int running;
    private int depth;
    private int completed;

    Reader(long batch) {
      this.batch = batch;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      if (batch > 0) {
        outstanding = batch;
        given.request(batch);
      }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      running++;
      depth = Math.max(depth, running);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      received.writeBytes(bytes);
      outstanding--;
      if (batch > 0 && outstanding == 0) {
        outstanding = batch;
        request(batch);
      }
      running--;
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
    }

    @Override
    public void onComplete() {
      completed++;
    }

    void request(long count) {
      given().request(count);
    }

    void cancel() {
      given().cancel();
    }

    private Subscription given() {
      if (subscription == null) {
        throw new AssertionError("No subscription came");
      }
      return subscription;
    }
  }
}
