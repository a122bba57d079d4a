package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64DecoderTest {
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 61, 4_096, 4_097, 20_000, 1_000_000})
  void decodesEverySizeInEveryChunk(int chunkSize) {
    Base64Decoder decoder = new Base64Decoder(1_000_000);
    for (int size : sizes()) {
      byte[] payload = bytes(size);
      assertThat(decode(decoder, Base64.getEncoder().encode(payload), chunkSize)).isNull();
      assertThat(decoded.toByteArray()).isEqualTo(payload);
      assertThat(decoder.size()).isEqualTo(size);
    }
  }

  @Test
  void acceptsOneByteUpToTheLimitAndNoneBeyond() {
    for (int limit : new int[] {1, 2, 3, 4, 5, 12_287, 12_288, 12_289, 30_000}) {
      for (int chunkSize : new int[] {1, 5_000, 100_000}) {
        Base64Decoder decoder = new Base64Decoder(limit);
        assertThat(decode(decoder, encoded(limit), chunkSize)).isNull();
        assertThat(decode(decoder, encoded(limit + 1), chunkSize)).isEqualTo(Fault.FILE_TOO_LARGE);
      }
    }
  }

  @Test
  void findsWhatIsForeignInTheMiddleOfALongRun() {
    for (byte foreign : "!=-_\u007f\u0000\u00e9".getBytes(StandardCharsets.ISO_8859_1)) {
      for (int at : new int[] {0, 4_095, 4_096, 10_001, 16_383, 16_384, 30_000, 39_999}) {
        byte[] text = encoded(30_000);
        text[at] = foreign;
        for (int chunkSize : new int[] {61, 100_000}) {
          assertThat(decode(new Base64Decoder(1_000_000), text, chunkSize))
              .as("%d at %d", foreign, at)
              .isEqualTo(at == 39_999 && foreign == '=' ? null : Fault.INVALID_BASE64);
        }
      }
    }
  }

  @Test
  void leavesWhatItDoesNotTake() {
    Base64Decoder decoder = new Base64Decoder(1_000_000);
    decoder.begin();
    for (int length : new int[] {0, 1, 255, 256, 257, 5_000}) {
      byte[] text = (" " + "A".repeat(length) + "\"AAAA").getBytes(StandardCharsets.US_ASCII);
      ByteBuffer chunk = ByteBuffer.wrap(text).position(1);
      assertThat(decoder.take(chunk)).isFalse();
      assertThat(chunk.position()).isEqualTo(1 + length);
    }
  }

  /** Decodes as the contents reader does; what stands in its way goes in as one character. */
  private @Nullable Fault decode(Base64Decoder decoder, byte[] text, int chunkSize) {
    decoded.reset();
    decoder.begin();
    for (int at = 0; at < text.length; at += chunkSize) {
      ByteBuffer chunk = ByteBuffer.wrap(text, at, Math.min(chunkSize, text.length - at));
      while (chunk.hasRemaining()) {
        Fault fault = decoder.take(chunk) ? keep(decoder) : acceptNext(decoder, chunk);
        if (fault != null) {
          return fault;
        }
      }
    }
    Fault fault = decoder.end();
    return fault == null ? keep(decoder) : fault;
  }

  private @Nullable Fault keep(Base64Decoder decoder) {
    byte[] copy = new byte[decoder.content().remaining()];
    decoder.content().get(copy);
    decoded.writeBytes(copy);
    return null;
  }

  private static @Nullable Fault acceptNext(Base64Decoder decoder, ByteBuffer chunk) {
    return chunk.hasRemaining() ? decoder.accept(chunk.get() & 0xFF) : null;
  }

  private static int[] sizes() {
    return new int[] {
      0, 1, 2, 3, 4, 5, 63, 64, 65, 190, 191, 192, 193, 3_071, 3_072, 3_073, 12_286, 12_287, 12_288,
      12_289, 12_290, 15_360, 24_575, 24_576, 24_577, 100_000
    };
  }

  private static byte[] encoded(int size) {
    return Base64.getEncoder().withoutPadding().encode(bytes(size));
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
