package dev.satchel.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a text, or null where its rule allows that, and tells of it in one event. */
final class TextReader implements ValueReader {
  private enum State {
    AT_VALUE,
    IN_STRING,
    IN_NULL,
    TOLD
  }

  private final JsonReader json;
  private final String path;
  private final TextRule rule;
  private final Function<@Nullable String, UploadEvent> event;
  private final BoundedText text;
  private State state = State.AT_VALUE;

  TextReader(
      JsonReader json, String path, TextRule rule, Function<@Nullable String, UploadEvent> event) {
    this.json = json;
    this.path = path;
    this.rule = rule;
    this.event = event;
    this.text = new BoundedText(path, rule);
  }

  @Override
  public @Nullable UploadEvent next() {
    return switch (state) {
      case AT_VALUE -> begin();
      case IN_STRING -> string();
      case IN_NULL -> json.scalarEnded() ? told(null) : UploadEvent.NeedsInput.INSTANCE;
      case TOLD -> null;
    };
  }

  private @Nullable UploadEvent begin() {
    JsonToken token = json.next();
    if (token == JsonToken.NEEDS_INPUT) {
      return UploadEvent.NeedsInput.INSTANCE;
    }
    if (token != JsonToken.STRING && !(token == JsonToken.NULL && rule.nullable())) {
      throw MalformedUploadException.wrongType(
          path, rule.nullable() ? "a string or null" : "a string");
    }
    state = token == JsonToken.STRING ? State.IN_STRING : State.IN_NULL;
    return next();
  }

  private UploadEvent string() {
    int character = json.string().next();
    while (character >= 0) {
      text.append(character);
      character = json.string().next();
    }
    if (character == JsonString.NEEDS_INPUT) {
      return UploadEvent.NeedsInput.INSTANCE;
    }
    return told(text.end());
  }

  private UploadEvent told(@Nullable String value) {
    state = State.TOLD;
    return event.apply(value);
  }
}
