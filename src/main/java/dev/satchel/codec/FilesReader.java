package dev.satchel.codec;

import org.jspecify.annotations.Nullable;

/** Reads the list of files, which has at least one. */
final class FilesReader implements ValueReader {
  private final UploadSource source;
  private final String path;
  private boolean begun;
  private int count;
  private @Nullable FileReader file;

  FilesReader(UploadSource source, String path) {
    this.source = source;
    this.path = path;
  }

  @Override
  public @Nullable UploadEvent next() {
    if (file == null) {
      return begun ? element(source.json().next()) : begin(source.json().next());
    }
    UploadEvent event = file.next();
    if (event != null) {
      return event;
    }
    file = null;
    return next();
  }

  private @Nullable UploadEvent begin(JsonToken token) {
    return switch (token) {
      case NEEDS_INPUT -> UploadEvent.NeedsInput.INSTANCE;
      case BEGIN_ARRAY -> {
        begun = true;
        yield next();
      }
      default -> throw MalformedUploadException.wrongType(path, "an array");
    };
  }

  private @Nullable UploadEvent element(JsonToken token) {
    return switch (token) {
      case NEEDS_INPUT -> UploadEvent.NeedsInput.INSTANCE;
      case BEGIN_OBJECT -> beginFile();
      case END_ARRAY -> end();
      default ->
          throw MalformedUploadException.wrongType(path + "[" + count + "]", "a JSON object");
    };
  }

  private @Nullable UploadEvent beginFile() {
    int most = source.limits().maxFiles();
    if (count == most) {
      throw MalformedUploadException.tooManyFiles(path, most);
    }
    file = new FileReader(source, count, path + "[" + count + "].");
    count++;
    return next();
  }

  private @Nullable UploadEvent end() {
    if (count == 0) {
      throw MalformedUploadException.noFiles(path);
    }
    return null;
  }
}
