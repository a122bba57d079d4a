package dev.satchel.codec;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes valid documents in every way that JSON has of writing them. */
final class DocumentGenerator {
  private static final int[] CHARACTERS = {
    'a', 'Z', '0', ' ', '"', '\\', '/', '\n', '\t', 0x7F, 0xE9, 0x20AC, 0xFEFF, 0xFFFF, 0x1F600,
    0x10FFFF, 0x4E2D, 'u', '{', ']', ',', ':'
  };
  private static final List<String> NUMBERS =
      List.of("0", "-0", "1", "-12.50", "1e5", "0E-9", "3.6e+3", "12345678901234567890.5e-400");
  private static final List<String> EXPIRIES =
      List.of("null", "1", "3600", "3600.0", "36e2", "3153600000", "0.001e3", "1200E-2");

  private final Random random;

  DocumentGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** The next document, as text. */
  String document() {
    List<String> members = new ArrayList<>();
    members.add(member("files", array(files())));
    members.add(member("userId", string(text(random.nextInt(65)))));
    addSometimes(members, "fileRequestId", stringOrNull(64));
    addSometimes(members, "expiryInterval", pick(EXPIRIES));
    return (random.nextInt(8) == 0 ? "\uFEFF" : "") + space() + object(members) + space();
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      List<String> members = new ArrayList<>();
      members.add(member("name", string(text(random.nextInt(1, 20)))));
      members.add(member("type", string(text(random.nextInt(12)))));
      members.add(member("contents", contents()));
      addSometimes(members, "description", stringOrNull(40));
      addSometimes(members, "sha256", stringOrNull(64));
      files.add(object(members));
    }
    return files;
  }

  private String contents() {
    byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(12)];
    random.nextBytes(bytes);
    Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getMimeEncoder();
    String base64 =
        (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    return string(random.nextInt(4) == 0 ? base64.replace("A", " A\t").concat("\n") : base64);
  }

  private void addSometimes(List<String> members, String name, String value) {
    if (random.nextBoolean()) {
      members.add(member(name, value));
    }
  }

  private String object(List<String> known) {
    List<String> members = new ArrayList<>(known);
    for (int i = random.nextInt(3); i > 0; i--) {
      members.add(member("x" + text(random.nextInt(3)), unknown(random.nextInt(4))));
    }
    Collections.shuffle(members, random);
    return "{" + space() + String.join("," + space(), members) + "}";
  }

  private String array(List<String> elements) {
    return "[" + space() + String.join(space() + ",", elements) + space() + "]";
  }

  private String member(String name, String value) {
    return string(name) + space() + ":" + space() + value + space();
  }

  private String unknown(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> pick(NUMBERS);
      case 1 -> pick(List.of("true", "false", "null"));
      case 2 -> pick(List.of("\"\\ud800\"", "\"\\u0000\"", "\"\\uDC00\\uD800\""));
      case 3 -> string(text(random.nextInt(10)));
      case 4 -> array(List.of(unknown(depth - 1), unknown(depth - 1)));
      default -> object(List.of(member("name", unknown(depth - 1))));
    };
  }

  private String stringOrNull(int longest) {
    return random.nextInt(3) == 0 ? "null" : string(text(random.nextInt(longest + 1)));
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    boolean plain = random.nextBoolean();
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      json.append(character(text.codePointAt(i), plain));
    }
    return json.append('"').toString();
  }

  private String character(int c, boolean plain) {
    boolean mustEscape = c < 0x20 || c == '"' || c == '\\';
    if (!mustEscape && (plain || random.nextInt(6) > 0)) {
      return Character.toString(c);
    }
    int named = "\"\\/\b\f\n\r\t".indexOf(c);
    if (named >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/bfnrt".charAt(named);
    }
    StringBuilder escapes = new StringBuilder();
    for (char unit : Character.toChars(c)) {
      escapes.append((random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) unit));
    }
    return escapes.toString();
  }

  private String space() {
    return pick(List.of("", "", "", " ", "\n", "\t", "\r\n  "));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
