package dev.satchel.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.satchel.problem.ProblemCode;
import dev.satchel.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a JSON object, each checked when it is asked for. One that is null counts as
 * absent, unknown ones are never asked for. One that is given twice is refused when it is asked
 * for. What is wrong arrives as {@link ProblemException} that names the member.
 */
public final class JsonFields {

  private final Map<String, JsonNode> members;
  private final Set<String> repeated;

  /**
   * The members of an object.
   *
   * @param repeated the names that stand in it more than once
   */
  JsonFields(Map<String, JsonNode> members, Set<String> repeated) {
    this.members = members;
    this.repeated = repeated;
  }

  /** Whether the member is given, be it null. */
  boolean isGiven(String name) {
    return members.containsKey(name);
  }

  /** Refuses null for the members that may be absent but not without a value. */
  public void requireNotNull(String... names) {
    for (String name : names) {
      if (isGiven(name) && value(name).isEmpty()) {
        throw problem(ProblemCode.WRONG_TYPE, name, " must not be null.");
      }
    }
  }

  /** Text of one to {@code longest} characters that a database column can hold. */
  public Optional<String> text(String name, int longest) {
    return value(name).map(value -> checkedText(name, value, longest));
  }

  /** Text of {@code form}, as what it is read as. */
  public <T> Optional<T> parsed(String name, TextForm<T> form) {
    return text(name, form.longest()).map(text -> form.read(name, text));
  }

  /** A whole number within bounds, both included; 3600.0 is one as well. */
  public Optional<Long> wholeNumber(String name, long lowest, long highest) {
    return value(name).map(value -> checkedNumber(name, value, lowest, highest));
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw problem(ProblemCode.WRONG_TYPE, name, " must be true or false.");
              }
              return value.booleanValue();
            });
  }

  /**
   * A list of one text at least, each of {@code form}, as what they are read as; what stands in it
   * twice counts once.
   *
   * @param none what is wrong with a list without any, as the end of a sentence
   */
  public <T> Optional<Set<T>> parsedTexts(String name, TextForm<T> form, String none) {
    return texts(name, form.longest())
        .map(
            texts -> {
              if (texts.isEmpty()) {
                throw invalid(name, none);
              }
              var values = new LinkedHashSet<T>();
              for (int i = 0; i < texts.size(); i++) {
                values.add(form.read(item(name, i), texts.get(i)));
              }
              return values;
            });
  }

  /** The value that is there, where there has to be one. */
  public <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> problem(ProblemCode.MISSING_MEMBER, name, " is missing."));
  }

  /** The problem that the member is not as {@code sentenceEnd} says. */
  public static ProblemException invalid(String name, String sentenceEnd) {
    return problem(ProblemCode.INVALID_VALUE, name, sentenceEnd);
  }

  /** A list of texts, each of one to {@code longest} characters. */
  Optional<List<String>> texts(String name, int longest) {
    return value(name)
        .map(
            value -> {
              if (!value.isArray()) {
                throw problem(ProblemCode.WRONG_TYPE, name, " must be an array.");
              }
              var texts = new ArrayList<String>();
              for (JsonNode item : value) {
                texts.add(checkedText(item(name, texts.size()), item, longest));
              }
              return texts;
            });
  }

  private Optional<JsonNode> value(String name) {
    if (repeated.contains(name)) {
      throw problem(ProblemCode.DUPLICATE_MEMBER, name, " is given more than once.");
    }
    return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
  }

  private static String checkedText(String path, JsonNode value, int longest) {
    if (!value.isTextual()) {
      throw problem(ProblemCode.WRONG_TYPE, path, " must be a string.");
    }
    String text = value.textValue();
    if (text.codePoints().anyMatch(JsonFields::isUnsupported)) {
      throw problem(
          ProblemCode.UNSUPPORTED_TEXT, path, " must not hold U+0000 or half of a surrogate pair.");
    }
    if (text.isEmpty()) {
      throw problem(ProblemCode.TEXT_EMPTY, path, " must not be empty.");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw problem(
          ProblemCode.TEXT_TOO_LONG, path, " must have at most " + longest + " characters.");
    }
    return text;
  }

  private static boolean isUnsupported(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  private static long checkedNumber(String name, JsonNode value, long lowest, long highest) {
    if (!value.isNumber()) {
      throw problem(ProblemCode.WRONG_TYPE, name, " must be a number.");
    }
    boolean whole = value.canConvertToExactIntegral() && value.canConvertToLong();
    if (!whole || value.longValue() < lowest || value.longValue() > highest) {
      throw problem(
          ProblemCode.INVALID_VALUE,
          name,
          " must be a whole number from " + lowest + " to " + highest + ".");
    }
    return value.longValue();
  }

  private static String item(String name, int index) {
    return name + "[" + index + "]";
  }

  private static ProblemException problem(ProblemCode code, String path, String sentenceEnd) {
    return new ProblemException(code, path, path + sentenceEnd);
  }
}
