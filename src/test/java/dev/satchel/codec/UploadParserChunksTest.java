package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the document is cut into chunks, its reading is the same. */
class UploadParserChunksTest {
  private static final int LARGEST_PAYLOAD = 3_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 61, Integer.MAX_VALUE})
  void readsEveryPayloadSize(int chunkSize) {
    for (int size = 0; size <= LARGEST_PAYLOAD; size++) {
      String base64 = Base64.getEncoder().encodeToString(bytes(size));
      byte[] document = Documents.utf8(Documents.withContents(base64));
      assertThat(Reading.of(document, chunkSize).events())
          .contains("0 bytes " + base64, "0 size " + size, "0 ended ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 61, 1_400, 16_384, 65_536, Integer.MAX_VALUE})
  void readsPayloadsAroundTheBlocksOfTheDecoder(int chunkSize) {
    for (int size : new int[] {3_071, 3_072, 3_075, 12_287, 12_288, 12_289, 24_577, 200_000}) {
      String base64 = Base64.getEncoder().encodeToString(bytes(size));
      byte[] document = Documents.utf8(Documents.withContents(base64));
      assertThat(Reading.of(document, UploadLimits.defaults(), _ -> chunkSize, true).events())
          .contains("0 bytes " + base64, "0 size " + size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 61, 1_400, 65_536, Integer.MAX_VALUE})
  void readsWrappedLines(int chunkSize) {
    byte[] payload = bytes(50_000);
    String wrapped = Base64.getMimeEncoder().encodeToString(payload).replace("\r\n", "\\r\\n");
    assertThat(Reading.of(Documents.utf8(Documents.withContents(wrapped)), chunkSize).events())
        .contains("0 bytes " + Base64.getEncoder().encodeToString(payload));
  }

  @ParameterizedTest
  @MethodSource("dev.satchel.codec.Documents#valid")
  void readsTheSameAtEverySplitPoint(String document) {
    byte[] bytes = Documents.utf8(document);
    Reading whole = Reading.of(document);
    assertThat(whole.fault()).isNull();
    for (int i = 1; i < bytes.length; i++) {
      int split = i;
      for (boolean direct : new boolean[] {false, true}) {
        Reading reading =
            Reading.of(
                bytes, UploadLimits.defaults(), at -> at == 0 ? split : bytes.length, direct);
        assertThat(reading).as("split at %d", split).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.satchel.codec.Documents#valid")
  void readsTheSameInSmallChunks(String document) {
    for (int size : new int[] {1, 2, 3, 5, 7, 11, 61}) {
      assertThat(Reading.of(Documents.utf8(document), size)).isEqualTo(Reading.of(document));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.satchel.codec.Documents#valid")
  void refusesEveryTruncation(String document) {
    byte[] bytes = Documents.utf8(document.strip());
    for (int i = 0; i < bytes.length; i++) {
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThat(Reading.of(cut, Integer.MAX_VALUE).notJson()).as("cut at %d", i).isTrue();
    }
  }

  @Test
  void findsTheFaultOfALongContentAtAnyChunkSize() {
    String base64 = Base64.getEncoder().encodeToString(bytes(30_000));
    for (int at : new int[] {0, 5, 5_000, 16_383, 16_384, 25_000, 39_999}) {
      byte[] document =
          Documents.utf8(
              Documents.withContents(base64.substring(0, at) + "!" + base64.substring(at)));
      for (int chunkSize : new int[] {1, 61, 4_096, 65_536}) {
        Reading reading = Reading.of(document, chunkSize);
        assertThat(reading.fault()).isEqualTo(Fault.INVALID_BASE64);
        assertThat(reading.path()).isEqualTo("files[0].contents");
      }
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
