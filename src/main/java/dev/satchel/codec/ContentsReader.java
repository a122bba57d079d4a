package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/**
 * Reads the base64 of a file and tells of its bytes while they arrive.
 *
 * <p>Long runs of plain characters go from the chunk to the decoder as they are; only what stands
 * between them, such as escapes and the closing quote, is read as characters of a string.
 */
final class ContentsReader implements ValueReader {
  private enum State {
    AT_VALUE,
    IN_STRING,
    AT_END,
    TOLD
  }

  private final JsonReader json;
  private final Base64Decoder decoder;
  private final long highestSize;
  private final int index;
  private final String path;
  private final UploadEvent.Content content;
  private State state = State.AT_VALUE;

  ContentsReader(UploadSource source, int index, String path) {
    this.json = source.json();
    this.decoder = source.base64();
    this.highestSize = source.limits().maxFileSize();
    this.index = index;
    this.path = path;
    this.content = new UploadEvent.Content(decoder.content());
  }

  @Override
  public @Nullable UploadEvent next() {
    return switch (state) {
      case AT_VALUE -> begin();
      case IN_STRING -> string();
      case AT_END -> {
        state = State.TOLD;
        yield new UploadEvent.ContentEnded(index, decoder.size());
      }
      case TOLD -> null;
    };
  }

  private @Nullable UploadEvent begin() {
    JsonToken token = json.next();
    if (token == JsonToken.NEEDS_INPUT) {
      return UploadEvent.NeedsInput.INSTANCE;
    }
    if (token != JsonToken.STRING) {
      throw MalformedUploadException.wrongType(path, "a string");
    }
    decoder.begin();
    state = State.IN_STRING;
    return next();
  }

  private @Nullable UploadEvent string() {
    JsonString string = json.string();
    while (true) {
      if (decoder.take(string.plainBytes())) {
        return content;
      }
      int character = string.next();
      if (character == JsonString.NEEDS_INPUT) {
        return UploadEvent.NeedsInput.INSTANCE;
      }
      if (character == JsonString.END) {
        return end();
      }
      require(decoder.accept(character), character);
    }
  }

  private @Nullable UploadEvent end() {
    require(decoder.end(), JsonString.END);
    state = State.AT_END;
    return decoder.content().hasRemaining() ? content : next();
  }

  /**
   * @param character after which the fault was found
   */
  private void require(@Nullable Fault fault, int character) {
    if (fault == Fault.FILE_TOO_LARGE) {
      throw MalformedUploadException.fileTooLarge(path, highestSize);
    }
    if (fault != null) {
      throw new MalformedUploadException(
          fault, path, path + " " + decoder.mistake(character).predicate() + ".");
    }
  }
}
