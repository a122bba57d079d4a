package dev.satchel.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which files answer a file request. */
public enum FileRequestType {
  /** Those whose bytes are an image. */
  PHOTO,
  /** Those of any kind. */
  ANY;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FileRequestType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName().equals(wireName)).findFirst();
  }
}
