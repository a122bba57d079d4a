package dev.satchel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 8259 and RFC 3629 allow is read over, what they do not allow is refused. */
class JsonConformanceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "-1",
        "10",
        "123456789012345678901234567890",
        "0.0",
        "0.5",
        "-0.5",
        "1.0e0",
        "1E5",
        "1e+5",
        "1e-5",
        "0e0",
        "0E+00",
        "1e0000",
        "1.5E-3",
        "[]",
        "[ ]",
        "[1]",
        "[1,2]",
        "[[],[[]]]",
        "[null,true,false]",
        "{}",
        "{ }",
        "{\"a\":1}",
        "{\"\":0}",
        "{\"a\":{\"b\":[{}]}}",
        "{\"a\":1,\"a\":1}",
        "{\"a\" : 1 , \"b\"\t:\r\n2 }",
        "\"\"",
        "\"a\"",
        "\" \"",
        "\"\\\"\"",
        "\"\\\\\"",
        "\"\\/\"",
        "\"/\"",
        "\"\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"",
        "\"\\uD834\\uDD1E\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\uDead\\uBEEF\"",
        "\"\\u00e9\"",
        "\"é\"",
        "\"€\"",
        "\"😀\"",
        "\"\u007f\"",
        "\"\u0080\"",
        "\"\u2028\u2029\"",
        "\"\uFEFF\"",
        "\"\uFFFF\"",
        "\"\uDBFF\uDFFF\"",
        "\"\\\\u0000\"",
        "\"'\"",
        "\"*/\""
      })
  void reads(String value) {
    assertThat(Reading.of(inObject(value)).fault()).isNull();
    assertThat(Reading.of(inObject("[" + value + "]")).fault()).isNull();
    assertThat(Reading.of(inObject("{\"a\":" + value + "}")).fault()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nul",
        "nulL",
        "NULL",
        "True",
        "tru",
        "truee",
        "fals",
        "fa lse",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "00",
        "1.",
        ".5",
        "-.5",
        "1.e1",
        "1e",
        "1e+",
        "1e-",
        "1E",
        "1e1.5",
        "1ee1",
        "1e+-1",
        "1-",
        "1+1",
        "--1",
        "0x1",
        "1_000",
        "1f",
        "1 000",
        "- 1",
        "0.1.2",
        "1a",
        "'a'",
        "a",
        "\"a",
        "a\"",
        "\"a\"\"b\"",
        "\"\\",
        "\"\\\"",
        "\"\\a\"",
        "\"\\'\"",
        "\"\\0\"",
        "\"\\x41\"",
        "\"\\U0041\"",
        "\"\\u\"",
        "\"\\u0\"",
        "\"\\u00\"",
        "\"\\u004\"",
        "\"\\u004g\"",
        "\"\\u 041\"",
        "\"\\u+041\"",
        "\"\\u００４１\"",
        "\"\\\n\"",
        "\"\n\"",
        "\"\r\"",
        "\"\t\"",
        "\"\u0000\"",
        "\"\u001f\"",
        "\"\\é\"",
        "[",
        "]",
        "[1",
        "[1,",
        "[,",
        "[,1]",
        "[1,]",
        "[1,,2]",
        "[1 2]",
        "[1}",
        "[1:2]",
        "[\"a\":1]",
        "[1]]",
        "{",
        "{\"a\"",
        "{\"a\"}",
        "{\"a\":",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1,,\"b\":1}",
        "{\"a\" 1}",
        "{\"a\"::1}",
        "{\"a\",1}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{null:1}",
        "{[]:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1]",
        "{\"a\\x\":1}",
        "{\"a\n\":1}",
        "// c\n1",
        "/* c */1",
        "1#",
        "1;",
        "\u00a01",
        "\u000b1",
        "\u000c1",
        "\uFEFF1",
        "\u20281",
        "1\u0000",
        "\\u0031",
        "1,",
        ",1",
        ":1",
        "[1]:",
        "é"
      })
  void refuses(String value) {
    assertThat(Reading.of(inObject(value)).notJson()).isTrue();
    assertThat(Reading.of(inObject("[0," + value + "]")).notJson()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c080",
        "c1bf",
        "c2",
        "c241",
        "c3c3",
        "e08080",
        "e09fbf",
        "e0a0",
        "e0a041",
        "eda080",
        "edb080",
        "edbfbf",
        "eda080edb080",
        "efbf",
        "efbfc0",
        "f0808080",
        "f08fbfbf",
        "f09f98",
        "f09f9841",
        "f4908080",
        "f48f",
        "f5808080",
        "f8888080",
        "fc84808080",
        "fe",
        "ff",
        "41ff"
      })
  void refusesWhatIsNotUtf8(String hex) {
    String raw = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    for (String value : new String[] {"\"%s\"", "{\"%s\":1}", "[\"a\",\"b%sc\"]"}) {
      byte[] document = inObject(value.formatted(raw)).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Reading.of(document, 1).fault()).isEqualTo(Fault.INVALID_ENCODING);
    }
    byte[] text =
        Documents.withFileMembers("\"name\":\"" + raw + "\"").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Reading.of(text, 2).fault()).isEqualTo(Fault.INVALID_ENCODING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "{",
        "}",
        "{}}",
        "{} x",
        "{}{}",
        "{}\u0000",
        "x",
        "\u0000",
        "\u00a0{}",
        "\uFEFF",
        "\uFEFF\uFEFF{}",
        " \uFEFF{}",
        "{}\uFEFF"
      })
  void refusesWhatIsNotOneObject(String document) {
    String complete = document.replace("{}", Documents.withContents(""));
    assertThat(Reading.of(complete).notJson()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"a\"", "1", "-", "true", "false", "null", " [{}]"})
  void takesAnotherKindOfDocumentForAWrongType(String document) {
    assertThat(Reading.of(document).fault()).isEqualTo(Fault.WRONG_TYPE);
    assertThat(Reading.of(document).path()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ef", "efbb", "efbb7b", "ef7b", "feff", "fffe", "efbbbe7b"})
  void refusesAnotherMark(String hex) {
    byte[] mark = HexFormat.of().parseHex(hex);
    byte[] rest = Documents.utf8(Documents.withContents(""));
    byte[] document = Arrays.copyOf(mark, mark.length + rest.length);
    System.arraycopy(rest, 0, document, mark.length, rest.length);
    assertThat(Reading.of(document, 1).notJson()).isTrue();
    assertThat(Reading.of(mark, 1).notJson()).isTrue();
  }

  @Test
  void acceptsWhitespaceAndOneMark() {
    String document = "\uFEFF \t\r\n" + Documents.withContents("") + " \t\r\n";
    assertThat(Reading.of(document).fault()).isNull();
  }

  private static String inObject(String value) {
    return Documents.withMember("\"x\":" + value);
  }
}
