package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads {@code expiryInterval}: whole seconds, however the number is written, or null. */
final class ExpiryReader implements ValueReader {
  private enum State {
    AT_VALUE,
    IN_NUMBER,
    IN_NULL,
    TOLD
  }

  private final JsonReader json;
  private final String path;
  private State state = State.AT_VALUE;

  ExpiryReader(JsonReader json, String path) {
    this.json = json;
    this.path = path;
  }

  @Override
  public @Nullable UploadEvent next() {
    if (state == State.AT_VALUE) {
      state = begin(json.next());
    }
    if (state == State.TOLD) {
      return null;
    }
    if (state == State.AT_VALUE || !json.scalarEnded()) {
      return UploadEvent.NeedsInput.INSTANCE;
    }
    Long seconds =
        state == State.IN_NULL ? null : ExpirySeconds.of(path, json.number().wholeNumber());
    state = State.TOLD;
    return new UploadEvent.ExpiryInterval(seconds);
  }

  private State begin(JsonToken token) {
    return switch (token) {
      case NEEDS_INPUT -> State.AT_VALUE;
      case NUMBER -> State.IN_NUMBER;
      case NULL -> State.IN_NULL;
      default -> throw MalformedUploadException.wrongType(path, "a number or null");
    };
  }
}
