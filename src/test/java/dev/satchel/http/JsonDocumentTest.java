package dev.satchel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

  private final JsonDocument document = new JsonDocument();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"x\"}",
        " \t\r\n{ \"a\" : \"x\" } \n",
        "\uFEFF{\"a\":\"x\"}",
        "{\"\\u0061\":\"\\u0078\"}",
        "{\"b\":1,\"a\":\"x\",\"b\":2}",
        "{\"b\":{\"a\":1,\"a\":2},\"a\":\"x\"}"
      })
  void readsTheMembersOfAnObject(String json) {
    assertThat(fields(json).text("a", 1)).contains("x");
  }

  @Test
  void takesAnObjectWithoutMembers() {
    assertThat(fields("{}").isGiven("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\uFEFF",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\n\"}",
        "{\"a\":1}}",
        "{\"a\":1} {}",
        "{\"a\":1} x",
        "{} // comment",
        "nul",
        "\uFEFF\uFEFF{}"
      })
  void refusesWhatIsNotJson(String json) {
    assertThat(refusal(json)).isEqualTo(ProblemCode.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"a\":1}]", "\"a\"", "1", "true", "null"})
  void refusesWhatIsNoObject(String json) {
    assertThat(refusal(json)).isEqualTo(ProblemCode.WRONG_TYPE);
  }

  @ParameterizedTest
  @CsvSource({"7b226122ff7d", "7b2261223a22c3227d", "c080", "7b2261223a22eda080227d", "fffe7b00"})
  void refusesWhatIsNotUtf8(String hexadecimal) {
    byte[] bytes = HexFormat.of().parseHex(hexadecimal);

    assertThatThrownBy(() -> document.fields(Buffer.buffer(bytes)))
        .asInstanceOf(type(ProblemException.class))
        .returns(ProblemCode.INVALID_ENCODING, ProblemException::code);
  }

  @Test
  void takesMembersThatNestAsDeepAsThoseOfUploads() {
    assertThat(fields(nested(64)).isGiven("a")).isTrue();
    assertThat(refusal(nested(65))).isEqualTo(ProblemCode.TOO_DEEP);
  }

  @Test
  void saysNothingOfTheContents() {
    assertThatThrownBy(() -> fields("{\"a\":\"secret\" oops}")).hasMessageNotContaining("oops");
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private ProblemCode refusal(String json) {
    try {
      fields(json);
      throw new AssertionError("Was taken: " + json);
    } catch (ProblemException refused) {
      assertThat(refused.path()).isNull();
      return refused.code();
    }
  }

  private JsonFields fields(String json) {
    return document.fields(Buffer.buffer(json.getBytes(StandardCharsets.UTF_8)));
  }
}
