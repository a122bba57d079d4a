package dev.satchel.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an object, in any order, from behind its opening brace to its closing brace.
 * The value of a known member is left to its reader, an unknown one is skipped.
 */
final class ObjectReader<M extends Enum<M> & Member> implements ValueReader {
  private final JsonReader json;
  private final Members<M> members;
  private final Function<M, ValueReader> readers;
  private final int maxDepth;
  private @Nullable ValueReader value;

  ObjectReader(UploadSource source, Members<M> members, Function<M, ValueReader> readers) {
    this.json = source.json();
    this.maxDepth = source.limits().maxDepth();
    this.members = members;
    this.readers = readers;
  }

  @Override
  public @Nullable UploadEvent next() {
    while (true) {
      UploadEvent event = value == null ? null : value.next();
      if (event != null) {
        return event;
      }
      value = null;
      JsonToken token = json.next();
      if (token == JsonToken.NEEDS_INPUT) {
        return UploadEvent.NeedsInput.INSTANCE;
      }
      if (token == JsonToken.END_OBJECT) {
        members.requireComplete();
        return null;
      }
      value = valueOf(json.name());
    }
  }

  private ValueReader valueOf(String name) {
    M member = members.see(name);
    return member == null ? new SkippingReader(json, maxDepth) : readers.apply(member);
  }
}
