package dev.satchel.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

  /** The two greys are on either side of 4.5 to 1. */
  @ParameterizedTest
  @CsvSource({
    "#000000, true",
    "#767676, true",
    "#777777, false",
    "#005ea5, true",
    "#FFFFFF, false"
  })
  void carriesWhiteTextOrNot(String css, boolean readable) {
    assertThat(Colour.of(css).orElseThrow().carriesWhite()).isEqualTo(readable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "#1234567", "#12345g", " #123456"})
  void isWrittenInOneWayOnly(String text) {
    assertThat(Colour.of(text)).isEmpty();
  }

  @Test
  void keepsWhatWasWritten() {
    assertThat(Colour.of("#aBcDeF").orElseThrow().css()).isEqualTo("#aBcDeF");
  }
}
