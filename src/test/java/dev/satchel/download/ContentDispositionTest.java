package dev.satchel.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6266 and RFC 8187. */
class ContentDispositionTest {

  /** Both parameters in the grammar of RFC 6266 section 4.1 and RFC 8187 section 3.2.1. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?:inline|attachment); filename=\"(?<ascii>[ !#-\\[\\]-~]*)\"; filename\\*=UTF-8''"
              + "(?<extended>(?:%[0-9A-F]{2}|[0-9A-Za-z!#$&+.^_`|~-])*)");

  /** The names in RFC 6266 section 5 and RFC 8187 section 3.2.2. */
  @ParameterizedTest
  @CsvSource({
    "example.html,   example.html,   example.html",
    "an example.html, an example.html, an%20example.html",
    "€ rates,        _ rates,        %E2%82%AC%20rates",
    "£ rates,        _ rates,        %C2%A3%20rates",
    "£ and € rates,  _ and _ rates,  %C2%A3%20and%20%E2%82%AC%20rates"
  })
  void writesTheStandardsExamples(String name, String ascii, String extended) {
    assertThat(ContentDisposition.of("text/html", name))
        .isEqualTo("attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + extended);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a\"b.txt,      a_b.txt",
        "a\\b.txt,      a_b.txt",
        "a\\\",         a__",
        "100%.txt,      100_.txt",
        "%41.txt,       _41.txt",
        "../../passwd,  .._.._passwd",
        "a;b=c.txt,     a;b=c.txt",
        "it's.txt,      it's.txt",
        "😀.png,        _.png",
        "e\u0301.txt,   e_.txt",
        "\u202egnp.exe, _gnp.exe"
      })
  void leavesNothingInTheFallbackThatClientsReadDifferently(String name, String ascii) {
    assertThat(parsed(name).group("ascii")).isEqualTo(ascii);
    assertThat(decoded(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r\n", "a\rb", "a\nSet-Cookie: x=y", "\u0001\u001f\u007f", "\u0085", "\t"})
  void holdsNoControlCharacters(String name) {
    assertThat(parsed(name).group("ascii")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(decoded(name)).isEqualTo(name);
  }

  /** RFC 8187 section 3.2.1: what an attr-char is, and what has to be encoded. */
  @Test
  void encodesExactlyWhatIsNoAttrChar() {
    for (char c = ' '; c <= '~'; c++) {
      boolean attrChar = Character.isLetterOrDigit(c) || "!#$&+-.^_`|~".indexOf(c) >= 0;
      assertThat(parsed(Character.toString(c)).group("extended"))
          .isEqualTo(attrChar ? Character.toString(c) : "%%%02X".formatted((int) c));
    }
  }

  /** They cannot be stored; should one come nevertheless, the header stays sound. */
  @ParameterizedTest
  @ValueSource(chars = {'\ud83d', '\ude00'})
  void survivesLoneSurrogates(char surrogate) {
    assertThat(parsed("a" + surrogate + "b").group("ascii")).isEqualTo("a_b");
  }

  @Test
  void staysSoundForEveryName() {
    var random = new Random(6266);
    for (int round = 0; round < 20_000; round++) {
      String name = name(random);
      assertThat(parsed(name).group("ascii")).hasSize(name.codePointCount(0, name.length()));
      assertThat(decoded(name)).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, inline",
    "image/png, inline",
    "image/webp, inline",
    "application/pdf, inline",
    "IMAGE/JPEG, inline",
    "image/jpeg;q=1, inline",
    "image/jpeg ; q=1, inline",
    "image/svg+xml, attachment",
    "text/html, attachment",
    "application/xhtml+xml, attachment",
    "text/plain;image/jpeg, attachment",
    "application/octet-stream, attachment",
    "'', attachment",
    "';', attachment"
  })
  void showsOnlyRasterImagesAndPdf(String mimeType, String disposition) {
    assertThat(ContentDisposition.of(mimeType, "a")).startsWith(disposition + ";");
  }

  private static String name(Random random) {
    return random
        .ints(random.nextInt(1, 40), 0, 6)
        .map(
            kind ->
                switch (kind) {
                  case 0 -> random.nextInt(0x01, 0x20);
                  case 1 -> "\"\\%/;='*\r\n ".codePointAt(random.nextInt(11));
                  case 2 -> random.nextInt(0x80, 0xd800);
                  case 3 -> random.nextInt(0xe000, 0x11_0000);
                  default -> random.nextInt(0x20, 0x80);
                })
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Matcher parsed(String name) {
    String header = ContentDisposition.of("text/plain", name);
    Matcher parsed = HEADER.matcher(header);
    assertThat(parsed.matches()).as(header).isTrue();
    return parsed;
  }

  /** Attr-chars hold the plus sign as it is, unlike forms. */
  private static String decoded(String name) {
    return URLDecoder.decode(
        parsed(name).group("extended").replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
