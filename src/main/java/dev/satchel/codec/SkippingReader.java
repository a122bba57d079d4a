package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads over a value that we do not know; it must be JSON all the same. */
final class SkippingReader implements ValueReader {
  private final JsonReader json;
  private final int maxDepth;
  private final int outerDepth;

  /** Begins in front of the value. */
  SkippingReader(JsonReader json, int maxDepth) {
    this.json = json;
    this.maxDepth = maxDepth;
    this.outerDepth = json.depth();
  }

  @Override
  public @Nullable UploadEvent next() {
    do {
      if (json.next() == JsonToken.NEEDS_INPUT) {
        return UploadEvent.NeedsInput.INSTANCE;
      }
      requireShallow(json.depth() - outerDepth);
    } while (json.depth() > outerDepth);
    return null;
  }

  private void requireShallow(int depth) {
    if (depth > maxDepth) {
      throw new MalformedUploadException(
          Fault.TOO_DEEP,
          null,
          "An unknown member holds more than " + maxDepth + " levels of arrays and objects.");
    }
  }
}
