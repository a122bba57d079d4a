package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

  private static final TextForm<Integer> DIGIT =
      new TextForm<>(3, " must be a digit.", JsonFieldsTest::digit);

  @Test
  void readsText() {
    assertThat(value("\"abc\"").text("a", 3)).contains("abc");
    assertThat(value("\"😀😀😀\"").text("a", 3)).contains("😀😀😀");
    assertThat(value("\"\\ud83d\\ude00\"").text("a", 1)).contains("😀");
  }

  @ParameterizedTest
  @CsvSource({
    "12, WRONG_TYPE",
    "{}, WRONG_TYPE",
    "false, WRONG_TYPE",
    "'\"\"', TEXT_EMPTY",
    "'\"abcd\"', TEXT_TOO_LONG",
    "'\"a\\u0000\"', UNSUPPORTED_TEXT",
    "'\"\\ud83d\"', UNSUPPORTED_TEXT",
    "'\"\\ude00\\ud83d\"', UNSUPPORTED_TEXT"
  })
  void refusesOtherText(String value, ProblemCode code) {
    assertRefused(value, fields -> fields.text("a", 3), code, "a");
  }

  @Test
  void countsNullAsAbsent() {
    JsonFields fields = value("null");

    assertThat(fields.isGiven("a")).isTrue();
    assertThat(fields.isGiven("b")).isFalse();
    assertThat(fields.text("a", 3)).isEmpty();
    assertThat(fields.flag("a")).isEmpty();
    assertThat(fields.texts("a", 3)).isEmpty();
    assertThat(fields.wholeNumber("a", 0, 9)).isEmpty();
  }

  @Test
  void tellsNullFromAbsentWhereItMatters() {
    value("1").requireNotNull("a", "b");

    assertRefused("null", JsonFieldsTest::notNull, ProblemCode.WRONG_TYPE, "a");
  }

  @Test
  void missesWhatIsRequired() {
    assertThat(value("true").required("a", Optional.of(1))).isEqualTo(1);
    assertRefused("null", it -> it.required("a", it.flag("a")), ProblemCode.MISSING_MEMBER, "a");
  }

  @Test
  void refusesWhatIsGivenTwice() {
    for (String json :
        new String[] {"{\"a\":1,\"a\":1}", "{\"a\":null,\"b\":2,\"\\u0061\":null}"}) {
      JsonFields fields = fields(json);
      assertThatThrownBy(() -> fields.wholeNumber("a", 0, 9))
          .asInstanceOf(type(ProblemException.class))
          .returns(ProblemCode.DUPLICATE_MEMBER, ProblemException::code)
          .returns("a", ProblemException::path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "3600, 3600",
    "3600.0, 3600",
    "3.6e3, 3600",
    "36000e-1, 3600",
    "9007199254740993.0, 9007199254740993"
  })
  void readsWholeNumbers(String number, long expected) {
    assertThat(value(number).wholeNumber("a", 1, Long.MAX_VALUE)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "11",
        "-1",
        "1.5",
        "1.0000000000000000000000001",
        "9223372036854775808",
        "18446744073709551617",
        "1e999999999",
        "1e-999999999",
        "-1e400"
      })
  void refusesNumbersOutOfBounds(String number) {
    assertRefused(number, fields -> fields.wholeNumber("a", 1, 10), ProblemCode.INVALID_VALUE, "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "true", "[]", "{}"})
  void refusesWhatIsNoNumber(String value) {
    assertRefused(value, fields -> fields.wholeNumber("a", 1, 10), ProblemCode.WRONG_TYPE, "a");
  }

  @Test
  void readsFlags() {
    assertThat(value("true").flag("a")).contains(true);
    assertThat(value("false").flag("a")).contains(false);
    assertRefused("\"true\"", fields -> fields.flag("a"), ProblemCode.WRONG_TYPE, "a");
    assertRefused("1", fields -> fields.flag("a"), ProblemCode.WRONG_TYPE, "a");
  }

  @Test
  void readsLists() {
    assertThat(value("[]").texts("a", 3).orElseThrow()).isEmpty();
    assertThat(value("[\"x\",\"y\"]").texts("a", 3).orElseThrow()).containsExactly("x", "y");
    Function<JsonFields, Object> texts = fields -> fields.texts("a", 3);
    assertRefused("\"x\"", texts, ProblemCode.WRONG_TYPE, "a");
    assertRefused("[\"x\",null]", texts, ProblemCode.WRONG_TYPE, "a[1]");
    assertRefused("[\"x\",\"y\",\"abcd\"]", texts, ProblemCode.TEXT_TOO_LONG, "a[2]");
  }

  @Test
  void readsTextOfAForm() {
    Function<JsonFields, Optional<Integer>> digits = fields -> fields.parsed("a", DIGIT);

    assertThat(digits.apply(value("\"7\""))).contains(7);
    assertRefused("\"x\"", digits, ProblemCode.INVALID_VALUE, "a");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(sentence("null", JsonFieldsTest::notNull)).isEqualTo("a must not be null.");
    assertThat(sentence("null", it -> it.required("a", it.flag("a")))).isEqualTo("a is missing.");
    assertThat(sentence("1,\"a\":1", it -> it.flag("a"))).isEqualTo("a is given more than once.");
    assertThat(sentence("1", it -> it.flag("a"))).isEqualTo("a must be true or false.");
    assertThat(sentence("1", it -> it.texts("a", 3))).isEqualTo("a must be an array.");
    assertThat(sentence("[1]", it -> it.texts("a", 3))).isEqualTo("a[0] must be a string.");
    assertThat(sentence("1", it -> it.text("a", 3))).isEqualTo("a must be a string.");
    assertThat(sentence("\"\"", it -> it.text("a", 3))).isEqualTo("a must not be empty.");
    assertThat(sentence("\"wxyz\"", it -> it.text("a", 3)))
        .isEqualTo("a must have at most 3 characters.");
    assertThat(sentence("\"wxyz\\u0000\"", it -> it.text("a", 3)))
        .isEqualTo("a must not hold U+0000 or half of a surrogate pair.");
    assertThat(sentence("\"x\"", it -> it.parsed("a", DIGIT))).isEqualTo("a must be a digit.");
    assertThat(sentence("true", it -> it.wholeNumber("a", 1, 10))).isEqualTo("a must be a number.");
    assertThat(sentence("11", it -> it.wholeNumber("a", 1, 10)))
        .isEqualTo("a must be a whole number from 1 to 10.");
  }

  @Test
  void readsListsOfAForm() {
    Function<JsonFields, Optional<Set<Integer>>> digits =
        fields -> fields.parsedTexts("a", DIGIT, " must hold a digit.");

    assertThat(digits.apply(value("null"))).isEmpty();
    assertThat(digits.apply(value("[\"7\",\"1\",\"7\"]")).orElseThrow()).containsExactly(7, 1);
    assertRefused("[]", digits, ProblemCode.INVALID_VALUE, "a");
    assertRefused("[\"7\",\"x\"]", digits, ProblemCode.INVALID_VALUE, "a[1]");
    assertRefused("[\"x\",\"7777\"]", digits, ProblemCode.TEXT_TOO_LONG, "a[1]");
    assertThat(sentence("[]", digits)).isEqualTo("a must hold a digit.");
    assertThat(sentence("[\"x\"]", digits)).isEqualTo("a[0] must be a digit.");
  }

  private static @Nullable String sentence(String value, Function<JsonFields, ?> reading) {
    JsonFields fields = value(value);
    return catchThrowable(() -> reading.apply(fields)).getMessage();
  }

  private static Optional<Integer> digit(String text) {
    return text.matches("[0-9]") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static boolean notNull(JsonFields fields) {
    fields.requireNotNull("a");
    return true;
  }

  private static void assertRefused(
      String value, Function<JsonFields, ?> reading, ProblemCode code, String path) {
    JsonFields fields = value(value);
    assertThatThrownBy(() -> reading.apply(fields))
        .asInstanceOf(type(ProblemException.class))
        .returns(code, ProblemException::code)
        .returns(path, ProblemException::path)
        .satisfies(refused -> assertThat(refused).hasMessageStartingWith(path + " "));
  }

  private static JsonFields value(String json) {
    return fields("{\"a\":" + json + "}");
  }

  private static JsonFields fields(String json) {
    return new JsonDocument().fields(Buffer.buffer(json));
  }
}
