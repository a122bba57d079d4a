package dev.satchel.codec;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document token by token, strictly by the grammar of RFC 8259 section 2.
 *
 * <p>Scalars are told of at their first byte. Who wants their value reads {@link #string()} or
 * {@link #scalarEnded()} with {@link #number()}; {@link #next()} reads over what is left of them.
 */
final class JsonReader {
  private enum Expected {
    VALUE,
    FIRST_ELEMENT_OR_END,
    COMMA_OR_END,
    FIRST_NAME_OR_END,
    NAME,
    COLON,
    NOTHING
  }

  private final BodyInput input;
  private final ByteOrderMark mark;
  private final MemberName name = new MemberName();
  private final JsonString string;
  private final JsonNumber number;
  private final JsonLiteral literal;
  private final BitSet objects = new BitSet();
  private int depth;
  private Expected expected = Expected.VALUE;
  private boolean inName;
  private @Nullable JsonScalar scalar;

  JsonReader(BodyInput input) {
    this.input = input;
    this.mark = new ByteOrderMark(input);
    this.string = new JsonString(input);
    this.number = new JsonNumber(input);
    this.literal = new JsonLiteral(input);
  }

  /** How many objects and arrays are open. */
  int depth() {
    return depth;
  }

  /** The name that {@link JsonToken#NAME} told of; one that is overlong is cut. */
  String name() {
    return name.toString();
  }

  /** The string that {@link JsonToken#STRING} told of. */
  JsonString string() {
    return string;
  }

  /** The number that {@link JsonToken#NUMBER} told of, once {@link #scalarEnded()}. */
  DecimalValue number() {
    return number.value();
  }

  /** Reads to the end of the scalar told of last; false while input is needed. */
  boolean scalarEnded() {
    return scalar == null || scalar.readToEnd();
  }

  /**
   * Reads on to the next token.
   *
   * @throws MalformedUploadException if the document is not valid JSON in valid UTF-8
   */
  JsonToken next() {
    if (!mark.passed() || !scalarEnded()) {
      return JsonToken.NEEDS_INPUT;
    }
    scalar = null;
    JsonToken token = null;
    while (token == null) {
      token = inName ? restOfName() : at(firstOfToken());
    }
    return token;
  }

  private int firstOfToken() {
    int b = input.peek();
    while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      input.advance();
      b = input.peek();
    }
    return b;
  }

  /** What begins with this byte; null where it only stands between tokens. */
  private @Nullable JsonToken at(int b) {
    if (b == BodyInput.NEEDS_INPUT) {
      return JsonToken.NEEDS_INPUT;
    }
    return switch (expected) {
      case VALUE -> value(b);
      case FIRST_ELEMENT_OR_END -> b == ']' ? close() : value(b);
      case COMMA_OR_END -> commaOrEnd(b);
      case FIRST_NAME_OR_END -> b == '}' ? close() : openName(b);
      case NAME -> openName(b);
      case COLON -> pass(b, ':', Expected.VALUE);
      case NOTHING -> end(b);
    };
  }

  private JsonToken value(int b) {
    return switch (b) {
      case '{' -> open(JsonToken.BEGIN_OBJECT);
      case '[' -> open(JsonToken.BEGIN_ARRAY);
      case '"' -> {
        input.advance();
        yield scalar(JsonToken.STRING, string.begin());
      }
      case 't' -> scalar(JsonToken.TRUE, literal.begin("true"));
      case 'f' -> scalar(JsonToken.FALSE, literal.begin("false"));
      case 'n' -> scalar(JsonToken.NULL, literal.begin("null"));
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          scalar(JsonToken.NUMBER, number.begin());
      default -> throw unexpected(b, "a value");
    };
  }

  private JsonToken scalar(JsonToken token, JsonScalar begun) {
    scalar = begun;
    valueEnded();
    return token;
  }

  private JsonToken open(JsonToken begin) {
    input.advance();
    boolean isObject = begin == JsonToken.BEGIN_OBJECT;
    objects.set(depth++, isObject);
    expected = isObject ? Expected.FIRST_NAME_OR_END : Expected.FIRST_ELEMENT_OR_END;
    return begin;
  }

  private JsonToken close() {
    input.advance();
    boolean isObject = objects.get(--depth);
    valueEnded();
    return isObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
  }

  private void valueEnded() {
    expected = depth == 0 ? Expected.NOTHING : Expected.COMMA_OR_END;
  }

  private @Nullable JsonToken commaOrEnd(int b) {
    boolean inObject = objects.get(depth - 1);
    if (b == (inObject ? '}' : ']')) {
      return close();
    }
    return pass(b, ',', inObject ? Expected.NAME : Expected.VALUE);
  }

  private @Nullable JsonToken pass(int b, char punctuation, Expected next) {
    if (b != punctuation) {
      throw unexpected(b, "'" + punctuation + "'");
    }
    input.advance();
    expected = next;
    return null;
  }

  private @Nullable JsonToken openName(int b) {
    if (b != '"') {
      throw unexpected(b, "the name of a member");
    }
    input.advance();
    string.begin();
    name.clear();
    inName = true;
    expected = Expected.COLON;
    return null;
  }

  private JsonToken restOfName() {
    if (!name.read(string)) {
      return JsonToken.NEEDS_INPUT;
    }
    inName = false;
    return JsonToken.NAME;
  }

  private JsonToken end(int b) {
    if (b != BodyInput.END) {
      throw input.invalidJson("something follows the document");
    }
    return JsonToken.END;
  }

  private MalformedUploadException unexpected(int b, String wanted) {
    return input.invalidJson(
        b == BodyInput.END ? "it ends too early" : wanted + " is missing or misplaced");
  }
}
