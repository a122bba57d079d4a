package dev.satchel.image.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.image.ImageBytes;
import dev.satchel.image.MissingBytes;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO/IEC 14496-12, 4.2. */
class IsoBoxTest {

  /** {@code free} and {@code skip}, in ASCII. */
  private static final String FREE = "66726565";

  private static final String SKIP = "736b6970";

  @Test
  void findsBoxesOneAfterTheOther() {
    IsoBox all = boxes("0000000a" + FREE + "0102" + "00000008" + SKIP + "00000009" + FREE + "03");

    assertThat(all.children().map(IsoBox::type)).containsExactly("free", "skip", "free");
    assertThat(all.child("free").orElseThrow().cursor().u16()).isEqualTo(0x0102);
    assertThat(all.child("skip").orElseThrow().body().size()).isZero();
    assertThat(all.child(2).orElseThrow().cursor().u8()).isEqualTo(3);
    assertThat(all.child(3)).isEmpty();
    assertThat(all.child(-1)).isEmpty();
    assertThat(all.child("none")).isEmpty();
  }

  @Test
  void readsLengthsOf64Bits() {
    IsoBox all = boxes("00000001" + FREE + "0000000000000011" + "07" + "00000008" + SKIP);

    assertThat(all.child("free").orElseThrow().cursor().u8()).isEqualTo(7);
    assertThat(all.child("free").orElseThrow().body().size()).isEqualTo(1);
    assertThat(all.child("skip")).isPresent();
  }

  @Test
  void takesALengthOfZeroForEverythingUpToTheEnd() {
    IsoBox all = boxes("00000008" + SKIP + "00000000" + FREE + "010203");

    assertThat(all.children()).hasSize(2);
    assertThat(all.child("free").orElseThrow().body().size()).isEqualTo(3);
  }

  @Test
  void leavesTheVersionOutWhereItIsAsked() {
    IsoBox full = boxes("0000000d" + FREE + "01000002" + "09").child("free").orElseThrow();

    assertThat(full.cursor().versionAndFlags()).isEqualTo(0x01000002);
    assertThat(full.withoutVersion().cursor().u8()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "00000008666572"})
  void findsNothingInLessThanAHeader(String hex) {
    assertThat(boxes(hex).children()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7fffffff" + FREE, "00000001" + FREE + "7fffffffffffffff"})
  void endsWithTheBytesWhateverALengthClaims(String hex) {
    assertThat(boxes(hex + "01").children()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000007" + FREE,
        "00000002" + FREE,
        "00000001" + FREE,
        "00000001" + FREE + "0000000000000007",
        "00000001" + FREE + "000000000000000f",
        "00000001" + FREE + "ffffffffffffffff"
      })
  void endsOnLengthsThatHoldNoHeader(String hex) {
    assertThatThrownBy(() -> boxes(hex).children().toList()).isInstanceOf(MissingBytes.class);
  }

  private static IsoBox boxes(String hex) {
    return new IsoBox("", ImageBytes.of(HexFormat.of().parseHex(hex)));
  }
}
