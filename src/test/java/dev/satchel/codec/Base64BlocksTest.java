package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Base64BlocksTest {

  private static final int QUADS = 16;

  static Stream<Base64Blocks> all() {
    return Stream.of(new VectorBlocks(), new PairTable());
  }

  @ParameterizedTest
  @MethodSource("all")
  void decodesWhatJavaHasEncoded(Base64Blocks blocks) {
    var random = new Random(1);
    for (int quads = 0; quads <= 4_096; quads += 2) {
      byte[] bytes = new byte[quads * 3];
      random.nextBytes(bytes);
      byte[] decoded = new byte[bytes.length + Base64Blocks.SLACK];

      assertThat(blocks.decode(Base64.getEncoder().encode(bytes), decoded)).isTrue();
      assertThat(Arrays.copyOf(decoded, bytes.length)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesEveryOtherCharacterAnywhere(Base64Blocks blocks) {
    byte[] decoded = new byte[QUADS * 3 + Base64Blocks.SLACK];
    for (int character = 0; character < 256; character++) {
      for (int at = 0; at < QUADS * 4; at++) {
        byte[] characters = Base64.getEncoder().encode(new byte[QUADS * 3]);
        characters[at] = (byte) character;

        assertThat(blocks.decode(characters, decoded))
            .as("%d at %d", character, at)
            .isEqualTo(Base64Alphabet.contains(character));
      }
    }
  }
}
