package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 8.8.3. */
class EntityTagTest {

  private static final EntityTag TAG = new EntityTag("\"1\"");

  /** The table of section 8.8.3.2, as far as our tag is strong. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"W/\"1\", false, true", "W/\"2\", false, false", "\"1\", true, true"})
  void comparesAsTheStandardSays(String other, boolean strongly, boolean weakly) {
    assertThat(TAG.matchesStrongly(other)).isEqualTo(strongly);
    assertThat(TAG.matchesWeakly(other)).isEqualTo(weakly);
  }

  /** The forms of the examples in sections 13.1.1 and 13.1.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1\"",
        "\"1\", \"2\", \"3\"",
        "\"2\", \"1\"",
        "\"2\",\"1\"",
        "\"2\" ,\t\"1\"",
        ", \"1\",,",
        "W/\"1\", \"1\"",
        "\"\", \"1\"",
        "\"a,b\", \"1\"",
        "\"\u00e9\", \"1\"",
        "*",
        " * "
      })
  void isFoundInAList(String list) {
    assertThat(TAG.matchesStrongly(list)).isTrue();
    assertThat(TAG.matchesWeakly(list)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "\"1",
        "1\"",
        "\"11\"",
        "\"2\"",
        "w/\"2\"",
        "\"2\", \"3\"",
        "**",
        "\"*\""
      })
  void isNotFoundInWhatDoesNotNameIt(String list) {
    assertThat(TAG.matchesStrongly(list)).isFalse();
    assertThat(TAG.matchesWeakly(list)).isFalse();
  }

  @Test
  void isAQuotedStrongTagOfTheContent() {
    byte[] sha256 = HexFormat.of().parseHex("ff".repeat(32));

    assertThat(EntityTag.of(sha256).value()).matches("\"[!#-~]+\"");
    assertThat(EntityTag.of(sha256)).isEqualTo(EntityTag.of(sha256.clone()));
    assertThat(EntityTag.of(new byte[32])).isNotEqualTo(EntityTag.of(sha256));
  }
}
