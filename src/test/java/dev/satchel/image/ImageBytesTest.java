package dev.satchel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageBytesTest {

  private final ImageBytes bytes = ImageBytes.of(new byte[] {1, 2, 3, (byte) 0xFF, 5, 6});

  @Test
  void readsNumbersOfBothOrders() {
    assertThat(bytes.u8(3)).isEqualTo(0xFF);
    assertThat(bytes.u16(2)).isEqualTo(0x03FF);
    assertThat(bytes.u16le(2)).isEqualTo(0xFF03);
    assertThat(bytes.u24le(1)).isEqualTo(0xFF0302);
    assertThat(bytes.u32(2)).isEqualTo(0x03FF0506L);
    assertThat(bytes.u32le(0)).isEqualTo(0xFF030201L);
    assertThat(ImageBytes.of(new byte[] {-1, -1, -1, -1}).u32(0)).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void missesWhatIsBehindTheEnd() {
    assertThatThrownBy(() -> bytes.u8(6)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> bytes.u8(-1)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> bytes.u16(5)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> bytes.u32le(3)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> bytes.u8(Long.MAX_VALUE)).isInstanceOf(MissingBytes.class);
    assertThat(bytes.has(Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
    assertThat(bytes.has(1, Long.MAX_VALUE)).isFalse();
    assertThat(bytes.has(6, 0)).isTrue();
  }

  @Test
  void readsASliceAsIfItStoodAlone() {
    ImageBytes slice = bytes.slice(2, 3);

    assertThat(slice.start()).isEqualTo(2);
    assertThat(slice.size()).isEqualTo(3);
    assertThat(slice.u8(0)).isEqualTo(3);
    assertThatThrownBy(() -> slice.u8(3)).isInstanceOf(MissingBytes.class);
    assertThat(slice.slice(1, Long.MAX_VALUE).size()).isEqualTo(2);
    assertThat(slice.slice(3, 1).size()).isZero();
    assertThatThrownBy(() -> slice.slice(4, 1)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> slice.slice(0, -1)).isInstanceOf(MissingBytes.class);
  }

  @Test
  void knowsBothEndsOfAFileAndMissesItsMiddle() {
    var ends = ImageBytes.ends(new byte[] {0, 1, 2, 3}, new byte[] {7, 8, 9}, 10);

    assertThat(ends.size()).isEqualTo(10);
    assertThat(ends.copy(0, 4)).containsExactly(0, 1, 2, 3);
    assertThat(ends.copy(7, 3)).containsExactly(7, 8, 9);
    assertThatThrownBy(() -> ends.u8(4)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> ends.u16(6)).isInstanceOf(MissingBytes.class);
    assertThatThrownBy(() -> ends.copy(3, 5)).isInstanceOf(MissingBytes.class);
    assertThat(ends.slice(6, 4).u8(1)).isEqualTo(7);
  }

  @Test
  void knowsExactlyWhatStandsInOneOfItsEnds() {
    var random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      byte[] file = new byte[random.nextInt(1, 40)];
      random.nextBytes(file);
      int head = random.nextInt(file.length + 1);
      int tail = random.nextInt(file.length + 1);
      int at = random.nextInt(file.length);
      int count = random.nextInt(1, file.length - at + 1);
      var ends =
          ImageBytes.ends(
              Arrays.copyOf(file, head),
              Arrays.copyOfRange(file, file.length - tail, file.length),
              file.length);

      boolean known = head + tail >= file.length || at + count <= head || at >= file.length - tail;
      assertThat(ends.has(at, count)).isEqualTo(known);
      if (known) {
        assertThat(ends.copy(at, count)).isEqualTo(Arrays.copyOfRange(file, at, at + count));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 4", "0, 5, 4", "5, 5, 0"})
  void cannotBeTheEndsOfAShorterFile(int head, int tail, long fileSize) {
    assertThatThrownBy(() -> ImageBytes.ends(new byte[head], new byte[tail], fileSize))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTextsOnlyWhereTheyAreWhole() {
    ImageBytes text = ImageBytes.of(new byte[] {'R', 'I', 'F', 'F', (byte) 0xE9});

    assertThat(text.matches(0, "RIFF")).isTrue();
    assertThat(text.matches(1, "IFF\u00E9")).isTrue();
    assertThat(text.matches(1, "RIFF")).isFalse();
    assertThat(text.matches(3, "F\u00E9x")).isFalse();
    assertThat(text.ascii(0, 4)).isEqualTo("RIFF");
  }
}
