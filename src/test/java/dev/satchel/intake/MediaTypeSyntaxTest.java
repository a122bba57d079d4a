package dev.satchel.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 sections 8.3.1, 5.6.2, 5.6.4 and 5.6.6. */
class MediaTypeSyntaxTest {

  /** The four of section 8.3.1 that mean the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html;charset=utf-8",
        "Text/HTML;Charset=\"utf-8\"",
        "text/html; charset=\"utf-8\"",
        "text/html;charset=UTF-8"
      })
  void takesTheStandardsExamples(String mediaType) {
    assertThat(MediaTypeSyntax.isValid(mediaType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "image/svg+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "!#$%&'*+-.^_`|~0/x",
        "*/*",
        "text/plain;",
        "text/plain; ",
        "text/plain;;a=b",
        "text/plain ; a=b ;\tc=d",
        "text/plain;a=\"\"",
        "text/plain;a=\";/, \t\"",
        "text/plain;a=\"\\\"\\\\\"",
        "multipart/form-data; boundary=----x; charset=\"utf-8\""
      })
  void takesEveryFormOfTheGrammar(String mediaType) {
    assertThat(MediaTypeSyntax.isValid(mediaType)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "image",
        "image/",
        "/jpeg",
        "image/jpeg/x",
        " image/jpeg",
        "image/jpeg ",
        "image /jpeg",
        "image/jp eg",
        "image/jpeg, image/png",
        "image/jpeg;q",
        "image/jpeg;q=",
        "image/jpeg;=1",
        "image/jpeg;q =1",
        "image/jpeg;q= 1",
        "image/jpeg;q=\"1",
        "image/jpeg;q=1\"",
        "image/jpeg;q=\"\\\"",
        "image/jpeg q=1",
        "image/jpeg;q=a/b",
        "image/(jpeg)",
        "image/jpeg\r\nSet-Cookie: a=b",
        "image/jpeg\n",
        "image/jpeg;a=\"\r\n\"",
        "image/jpeg;a=\"\\\n\"",
        "image/jpeg;a=\"\u007f\"",
        "image/jpeg;a=\"\u0000\"",
        "image/jpeg;a=\"\u00e9\"",
        "im\u00e4ge/jpeg",
        "\ud83d\ude00/\ud83d\ude00"
      })
  void refusesEverythingElse(String mediaType) {
    assertThat(MediaTypeSyntax.isValid(mediaType)).isFalse();
  }

  /** As long as the codec lets a type become, and made to be tried again and again. */
  @Test
  void endsOnLongTypesThatAlmostMatch() {
    assertThat(MediaTypeSyntax.isValid("a/b" + ";".repeat(250))).isTrue();
    assertThat(MediaTypeSyntax.isValid("a/b" + "; ".repeat(125) + "=")).isFalse();
    assertThat(MediaTypeSyntax.isValid("a/b;c=\"" + "\\\"".repeat(123) + "\"")).isTrue();
    assertThat(MediaTypeSyntax.isValid("a/b;c=\"" + "\\\"".repeat(124))).isFalse();
    assertThat(MediaTypeSyntax.isValid("a/" + "b".repeat(253) + "=")).isFalse();
  }
}
