package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads the whole document: one object, and nothing after it. */
final class UploadReader implements ValueReader {
  private enum State {
    AT_VALUE,
    IN_OBJECT,
    AFTER_OBJECT
  }

  private final UploadSource source;
  private final Members<RequestField> members = new Members<>(RequestField.class, "");
  private final ObjectReader<RequestField> object;
  private State state = State.AT_VALUE;

  UploadReader(UploadSource source) {
    this.source = source;
    this.object = new ObjectReader<>(source, members, this::valueOf);
  }

  private ValueReader valueOf(RequestField field) {
    return switch (field) {
      case FILES -> new FilesReader(source, members.path(field));
      case USER_ID -> id(field, RequestMember.USER_ID);
      case FILE_REQUEST_ID -> id(field, RequestMember.FILE_REQUEST_ID);
      case EXPIRY_INTERVAL -> new ExpiryReader(source.json(), members.path(field));
    };
  }

  private ValueReader id(RequestField field, RequestMember member) {
    return new TextReader(
        source.json(),
        members.path(field),
        TextRule.of(member),
        value -> new UploadEvent.RequestText(member, value));
  }

  @Override
  public UploadEvent next() {
    return switch (state) {
      case AT_VALUE -> begin(source.json().next());
      case IN_OBJECT -> member();
      case AFTER_OBJECT ->
          source.json().next() == JsonToken.END
              ? UploadEvent.End.INSTANCE
              : UploadEvent.NeedsInput.INSTANCE;
    };
  }

  private UploadEvent begin(JsonToken token) {
    return switch (token) {
      case NEEDS_INPUT -> UploadEvent.NeedsInput.INSTANCE;
      case BEGIN_OBJECT -> {
        state = State.IN_OBJECT;
        yield next();
      }
      default -> throw MalformedUploadException.wrongType(null, "a JSON object");
    };
  }

  private UploadEvent member() {
    @Nullable UploadEvent event = object.next();
    if (event != null) {
      return event;
    }
    state = State.AFTER_OBJECT;
    return next();
  }
}
