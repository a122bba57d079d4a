package dev.satchel.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartBufferTest {

  private static final int SEGMENT = BufferBudget.SEGMENT_SIZE;
  private static final int CAPACITY = 3 * SEGMENT + 100;

  private final BufferBudget budget = new BufferBudget(8 * SEGMENT, 1);
  private final BufferLease lease = budget.claim(4 * SEGMENT).orElseThrow().join();
  private final PartBuffer part =
      new PartBuffer(lease, CAPACITY, 8, PartDigest.of(StoreChecksum.CRC32C));

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000, SEGMENT - 1, SEGMENT, SEGMENT + 1, CAPACITY, CAPACITY + 1})
  void holdsWhatWasWrittenInChunksOfAnySize(int chunkSize) throws IOException {
    byte[] content = bytes(CAPACITY);
    for (int at = 0; at < content.length; at += chunkSize) {
      var chunk = ByteBuffer.wrap(content, at, Math.min(chunkSize, content.length - at));
      part.write(chunk);
      assertThat(chunk.hasRemaining()).isFalse();
      assertThat(part.size()).isEqualTo(Math.min(at + chunkSize, content.length));
    }

    assertThat(part.isFull()).isTrue();
    assertThat(part.stream().readAllBytes()).isEqualTo(content);
    assertThat(checksum(part)).isEqualTo(crc32c(content));
  }

  @Test
  void leavesWhatIsBeyondItsCapacity() throws IOException {
    byte[] content = bytes(CAPACITY + 500);
    var source = ByteBuffer.wrap(content);

    part.write(source);

    assertThat(part.isFull()).isTrue();
    assertThat(source.remaining()).isEqualTo(500);
    assertThat(part.stream().readAllBytes()).isEqualTo(Arrays.copyOf(content, CAPACITY));
    part.write(source);
    assertThat(source.remaining()).isEqualTo(500);
  }

  @Test
  void leavesWhatTheLeaseHasNoRoomForAndGoesOnLater() throws IOException {
    var poor = budget.claim(SEGMENT).orElseThrow().join();
    var waiting = budget.claim(8 * SEGMENT).orElseThrow();
    var starved = new PartBuffer(poor, CAPACITY, 8, PartDigest.of(StoreChecksum.CRC32C));
    byte[] content = bytes(2 * SEGMENT);
    var source = ByteBuffer.wrap(content);

    starved.write(source);
    assertThat(source.remaining()).isEqualTo(SEGMENT);
    assertThat(starved.isFull()).isFalse();

    waiting.cancel(false);
    starved.write(source);
    assertThat(source.hasRemaining()).isFalse();
    assertThat(starved.stream().readAllBytes()).isEqualTo(content);
    assertThat(checksum(starved)).isEqualTo(crc32c(content));
  }

  /** RFC 3720 appendix B.4, in the order of a big-endian number. */
  @ParameterizedTest
  @CsvSource({"00, 8a9136aa", "ff, 62a8ab43"})
  void countsTheChecksumOfTheStandardsExamples(String octet, String checksum) {
    part.write(ByteBuffer.wrap(HexFormat.of().parseHex(octet.repeat(32))));

    assertThat(HexFormat.of().toHexDigits(checksum(part))).isEqualTo(checksum);
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    assertThat(part.size()).isZero();
    assertThat(part.isFull()).isFalse();
    assertThat(checksum(part)).isZero();
    assertThat(part.views()).isEmpty();
    assertThat(part.stream().read()).isEqualTo(-1);
  }

  @Test
  void showsItsBytesAnyNumberOfTimes() throws IOException {
    byte[] content = "as often as the store asks".getBytes(StandardCharsets.US_ASCII);
    part.write(ByteBuffer.wrap(content));

    for (int round = 0; round < 3; round++) {
      assertThat(part.stream().readAllBytes()).isEqualTo(content);
      assertThat(part.views()).allMatch(ByteBuffer::isReadOnly);
    }
  }

  @Test
  void takesFromTheBufferOnlyWhatIsMarkedAsItsContent() throws IOException {
    var source = ByteBuffer.wrap("..content..".getBytes(StandardCharsets.US_ASCII), 2, 7);

    part.write(source.slice());

    assertThat(part.stream().readAllBytes()).asString().isEqualTo("content");
  }

  @Test
  void givesItsSegmentsBackOnce() {
    part.write(ByteBuffer.wrap(bytes(CAPACITY)));

    part.release();
    part.release();

    assertThat(part.size()).isZero();
    assertThat(part.views()).isEmpty();
    assertThat(Drawn.all(lease, 4)).hasSize(4);
    lease.close();
    assertThat(budget.reservedBytes()).isEqualTo(4 * SEGMENT);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static int crc32c(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static int checksum(PartBuffer part) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(part.checksum())).getInt();
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32C, 4waSgw==",
    "CRC32, y/Q5Jg==",
    "SHA256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    "NONE,"
  })
  void takesTheChecksumThatIsConfigured(StoreChecksum algorithm, String checksum) {
    var other = new PartBuffer(lease, CAPACITY, 8, PartDigest.of(algorithm));

    other.write(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII)));

    assertThat(other.checksum()).isEqualTo(checksum);
  }
}
