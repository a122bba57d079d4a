package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.image.ImageFacts;
import dev.satchel.image.Tiffs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiffWindowTest {

  private static final byte[] FAR = Tiffs.of(640, 480).gap(2_000_000).file();
  private static final ImageFacts FACTS = new ImageFacts(640, 480, null);

  private final Signature signature = new Signature();
  private final TiffWindow window = new TiffWindow(1024);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 127, 128, 1023, 1024, 8191, 2_000_010, 3_000_000})
  void measuresWhateverTheChunks(int chunk) {
    pass(FAR, chunk);
    window.end(signature);

    assertThat(window.facts()).isEqualTo(FACTS);
  }

  @Test
  void isAwaitedUntilItIsFullOrTheContentsEnd() {
    byte[] longer = Arrays.copyOf(FAR, FAR.length + 5_000);
    pass(Arrays.copyOf(longer, FAR.length), 4096);
    assertThat(window.isAwaited()).isTrue();

    inspect(longer, FAR.length, longer.length);
    assertThat(window.isAwaited()).isFalse();
    assertThat(window.facts()).isEqualTo(FACTS);
  }

  @Test
  void keepsNothingOfOthers() {
    pass(Tiffs.of(640, 480).gap(100_000).file(), 4096);

    assertThat(window.isAwaited()).isFalse();
    assertThat(window.facts()).isEqualTo(ImageFacts.NONE);
  }

  @Test
  void knowsNothingWhereTheFileEndsBefore() {
    pass(Arrays.copyOf(FAR, 1_500_000), 4096);
    window.end(signature);

    assertThat(window.isAwaited()).isFalse();
    assertThat(window.facts()).isEqualTo(ImageFacts.NONE);
  }

  private void pass(byte[] file, int chunk) {
    for (int at = 0; at < file.length; at += chunk) {
      inspect(file, at, Math.min(file.length, at + chunk));
    }
  }

  private void inspect(byte[] file, int from, int to) {
    ByteBuffer contents = ByteBuffer.wrap(file, from, to - from);
    signature.inspect(contents);
    window.inspect(signature, contents);
    assertThat(contents.remaining()).isEqualTo(to - from);
  }
}
