package dev.satchel.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLanguageTest {

  @ParameterizedTest
  @CsvSource({
    "de, GERMAN",
    "de-CH-1996, GERMAN",
    "'fr;q=0.5, es;q=0.9', SPANISH",
    "'ar-EG,en;q=0.8', ARABIC",
    "'tlh,nl', ENGLISH",
    "*, ENGLISH",
    "'', ENGLISH",
    "'de;q=nonsense', ENGLISH",
    "'\u0000', ENGLISH"
  })
  void isTheBestForTheReader(String header, PageLanguage language) {
    assertThat(PageLanguage.of(header)).isEqualTo(language);
  }

  @Test
  void isEnglishWhereNothingIsAskedFor() {
    assertThat(PageLanguage.of(null)).isEqualTo(PageLanguage.ENGLISH);
  }

  @Test
  void isEnglishForAHeaderThatIsVeryLong() {
    assertThat(PageLanguage.of("x,".repeat(8_000))).isEqualTo(PageLanguage.ENGLISH);
  }
}
