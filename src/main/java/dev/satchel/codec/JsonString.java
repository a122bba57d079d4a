package dev.satchel.codec;

import java.nio.ByteBuffer;

/** The characters between the quotes of a string (RFC 8259 section 7), unescaped. */
final class JsonString implements JsonScalar {
  /** In place of a character: the chunk is exhausted. */
  static final int NEEDS_INPUT = BodyInput.NEEDS_INPUT;

  /** In place of a character: the closing quote is passed. */
  static final int END = BodyInput.END;

  /** In place of a character: it needs more bytes. */
  static final int INCOMPLETE = -3;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final BodyInput input;
  private final Utf8Sequence utf8;
  private final JsonEscape escape;
  private boolean closed;

  JsonString(BodyInput input) {
    this.input = input;
    this.utf8 = new Utf8Sequence(input);
    this.escape = new JsonEscape(input);
  }

  /** Begins behind an opening quote. */
  JsonString begin() {
    closed = false;
    return this;
  }

  /**
   * Takes the next character: a code point, or, where an escape spells one, a UTF-16 surrogate,
   * whether or not it has a partner. Otherwise {@link #NEEDS_INPUT} or {@link #END}.
   */
  int next() {
    int character = closed ? END : INCOMPLETE;
    while (character == INCOMPLETE) {
      int b = input.next();
      character = b == BodyInput.NEEDS_INPUT ? NEEDS_INPUT : accept(b);
    }
    return character;
  }

  /**
   * What is left of the chunk, for those who take many characters at once; they may take what
   * stands for itself, printable ASCII but for quote and backslash. Nothing while a character is
   * incomplete.
   */
  ByteBuffer plainBytes() {
    return closed || escape.open() || utf8.open() ? NOTHING : input.chunk();
  }

  @Override
  public boolean readToEnd() {
    int character;
    do {
      character = next();
    } while (character >= 0);
    return character == END;
  }

  private int accept(int b) {
    if (escape.open()) {
      return escape.accept(b);
    }
    if (utf8.open()) {
      return utf8.accept(b);
    }
    return first(b);
  }

  private int first(int b) {
    if (b == '"') {
      closed = true;
      return END;
    }
    if (b == '\\') {
      escape.begin();
      return INCOMPLETE;
    }
    if (b >= 0x80) {
      utf8.begin(b);
      return INCOMPLETE;
    }
    if (b < 0x20) {
      throw input.invalidJson("a control character in a string is not escaped");
    }
    return b;
  }
}
