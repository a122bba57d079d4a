package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.digest.Sha256;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobVerificationTest {

  private static final byte[] STORED = bytes(100, 1);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 99, 100, 101})
  void givesEveryByteOfWhatWasStored(int chunk) {
    var reader = read(STORED, chunk);

    reader.assertCompleted();
    assertThat(given(reader)).isEqualTo(STORED.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 99, 100, 101})
  void withholdsTheEndOfOtherBytes(int chunk) {
    byte[] other = STORED.clone();
    other[99]++;

    assertBrokenOff(read(other, chunk));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 99, 100, 101, 300})
  void withholdsTheEndWhereThereIsMoreThanWasStored(int chunk) {
    assertBrokenOff(read(bytes(300, 2), chunk));
    assertBrokenOff(read(Arrays.copyOf(STORED, 101), chunk));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 99})
  void failsWhereThereIsLess(int chunk) {
    assertBrokenOff(read(Arrays.copyOf(STORED, 99), chunk));
    assertBrokenOff(read(new byte[0], chunk));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 99, 100, 101})
  void countsBytesOfAPart(int chunk) {
    assertThat(given(readPart(STORED, chunk).assertCompleted())).isEqualTo(STORED.length);
    assertBrokenOff(readPart(new byte[0], chunk));
    assertBrokenOff(readPart(bytes(99, 1), chunk));
    assertBrokenOff(readPart(bytes(101, 1), chunk));
    assertBrokenOff(readPart(bytes(300, 1), chunk));
  }

  /** One is held back, for which the store is asked besides. */
  @Test
  void asksForWhatItsReaderAsksFor() {
    var asked = new AtomicLong();
    var reader =
        BlobVerification.ofLength(
                chunks(STORED, 25).onRequest().invoke(asked::addAndGet), STORED.length)
            .subscribe()
            .withSubscriber(AssertSubscriber.create(0));

    reader.request(2);
    assertThat(reader.getItems()).hasSize(2);
    assertThat(asked).hasValue(3);
    reader.request(1);
    assertThat(reader.getItems()).hasSize(3);
    reader.assertNotTerminated();
    reader.request(1);

    reader.assertCompleted();
    assertThat(given(reader)).isEqualTo(STORED.length);
  }

  @Test
  void letsTheStoreGoOfWhichItHasTooMuch() {
    var left = new AtomicBoolean();
    Multi<ByteBuffer> bytes =
        Multi.createBy()
            .concatenating()
            .streams(chunks(bytes(101, 1), 101), Multi.createFrom().nothing())
            .onCancellation()
            .invoke(() -> left.set(true));

    assertBrokenOff(
        BlobVerification.ofLength(bytes, STORED.length)
            .subscribe()
            .withSubscriber(AssertSubscriber.create(1)));

    assertThat(left).isTrue();
  }

  private static void assertBrokenOff(AssertSubscriber<ByteBuffer> reader) {
    reader.assertFailedWith(CorruptBlobException.class);
    assertThat(given(reader)).isLessThan(STORED.length);
  }

  private static int given(AssertSubscriber<ByteBuffer> reader) {
    return reader.getItems().stream().mapToInt(ByteBuffer::remaining).sum();
  }

  private static AssertSubscriber<ByteBuffer> read(byte[] found, int chunk) {
    var receipt = new BlobReceipt(STORED.length, Sha256.of(STORED));
    return BlobVerification.of(chunks(found, chunk), receipt)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private static AssertSubscriber<ByteBuffer> readPart(byte[] found, int chunk) {
    return BlobVerification.ofLength(chunks(found, chunk), STORED.length)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
  }

  private static Multi<ByteBuffer> chunks(byte[] found, int chunk) {
    var chunks = new ArrayList<ByteBuffer>();
    for (int at = 0; at < found.length; at += chunk) {
      chunks.add(ByteBuffer.wrap(found, at, Math.min(chunk, found.length - at)).slice());
    }
    return Multi.createFrom().iterable(chunks);
  }

  private static byte[] bytes(int length, long seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
