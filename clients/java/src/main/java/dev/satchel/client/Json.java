package dev.satchel.client;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * As much of JSON as the API needs: records from it and to it. Members that a record has not got
 * are passed over, so that a newer service may say more.
 */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static <T> T read(String text, Class<T> type) throws IOException {
    return type.cast(convert(read(text), type));
  }

  static <T> List<T> readList(String text, Class<T> type) throws IOException {
    var items = new ArrayList<T>();
    if (read(text) instanceof List<?> list) {
      for (Object item : list) {
        items.add(type.cast(convert(item, type)));
      }
    }
    return items;
  }

  /** Maps, lists, texts, {@code Long}, {@code Double}, {@code Boolean} and null. */
  static Object read(String text) throws IOException {
    var json = new Json(text);
    try {
      Object value = json.value();
      json.skipSpace();
      if (json.at == text.length()) {
        return value;
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      // Told of below.
    }
    throw new IOException("The answer is not valid JSON, near character " + json.at);
  }

  /** Of a record, a map, a list, or what has a text. Null members are left out. */
  static String write(Object value) {
    var json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static Object convert(Object value, Type type) throws IOException {
    try {
      if (type instanceof ParameterizedType list && value instanceof List<?> items) {
        var converted = new ArrayList<Object>();
        for (Object item : items) {
          converted.add(convert(item, list.getActualTypeArguments()[0]));
        }
        return converted;
      }
      if (value instanceof Map<?, ?> members && type instanceof Class<?> it && it.isRecord()) {
        return record(members, it);
      }
      if (value instanceof Long number && type == Integer.class) {
        return Math.toIntExact(number);
      }
      if (value instanceof String string && type != String.class) {
        return fromText(string, type);
      }
      return value;
    } catch (RuntimeException | ReflectiveOperationException e) {
      throw new IOException("The answer holds what is no " + type.getTypeName(), e);
    }
  }

  private static Object fromText(String text, Type type) {
    if (type == UUID.class) {
      return UUID.fromString(text);
    } else if (type == Instant.class) {
      return OffsetDateTime.parse(text).toInstant();
    } else if (type == LocalDate.class) {
      return LocalDate.parse(text);
    } else if (type == URI.class) {
      return URI.create(text);
    }
    return text;
  }

  private static Object record(Map<?, ?> members, Class<?> type)
      throws IOException, ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = convert(members.get(components[i].getName()), components[i].getGenericType());
    }
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static void write(Object value, StringBuilder json) {
    switch (value) {
      case null -> json.append("null");
      case Boolean bool -> json.append(bool);
      case Number number -> json.append(number);
      case Map<?, ?> map -> writeMembers(map, json);
      case Record it -> writeMembers(members(it), json);
      case Iterable<?> items -> {
        String comma = "[";
        for (Object item : items) {
          write(item, json.append(comma));
          comma = ",";
        }
        json.append(comma.equals("[") ? "[]" : "]");
      }
      default -> writeText(value.toString(), json);
    }
  }

  private static void writeMembers(Map<?, ?> members, StringBuilder json) {
    String comma = "{";
    for (var member : members.entrySet()) {
      if (member.getValue() != null) {
        writeText(member.getKey().toString(), json.append(comma));
        write(member.getValue(), json.append(':'));
        comma = ",";
      }
    }
    json.append(comma.equals("{") ? "{}" : "}");
  }

  private static Map<String, Object> members(Record of) {
    var members = new LinkedHashMap<String, Object>();
    try {
      for (RecordComponent component : of.getClass().getRecordComponents()) {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        members.put(component.getName(), accessor.invoke(of));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
    return members;
  }

  private static void writeText(String text, StringBuilder json) {
    json.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private Object value() {
    skipSpace();
    char first = text.charAt(at);
    return switch (first) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    var members = new LinkedHashMap<String, Object>();
    at++;
    while (!ends('}', members.isEmpty())) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private List<Object> array() {
    var items = new ArrayList<Object>();
    at++;
    while (!ends(']', items.isEmpty())) {
      items.add(value());
    }
    return items;
  }

  /** Takes the comma between two, or the end. */
  private boolean ends(char end, boolean first) {
    skipSpace();
    if (text.charAt(at) == end) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    var string = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      string.append(c == '\\' ? escape() : c);
    }
    return string.toString();
  }

  private char escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> throw new NumberFormatException("No escape");
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (number.matches("-?[0-9]+")) {
      return Long.valueOf(number);
    }
    return Double.valueOf(number);
  }

  private Object word(String word, Object value) {
    for (char c : word.toCharArray()) {
      expect(c);
    }
    return value;
  }

  private void expect(char wanted) {
    if (text.charAt(at++) != wanted) {
      throw new NumberFormatException("No " + wanted);
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
