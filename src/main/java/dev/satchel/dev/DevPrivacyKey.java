package dev.satchel.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** A key of the dev mode's own for {@code satchel.privacy.key}, beside the data that it is for. */
final class DevPrivacyKey {

  private static final int BYTES = 32;

  private DevPrivacyKey() {}

  /** The key that is kept in {@code directory}; a new one where none is. */
  static String in(Path directory) {
    Path file = directory.resolve("privacy.key");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        Files.writeString(file, made());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The dev mode's key cannot be kept in " + directory, e);
    }
  }

  private static String made() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return "dev:" + Base64.getEncoder().encodeToString(bytes);
  }
}
