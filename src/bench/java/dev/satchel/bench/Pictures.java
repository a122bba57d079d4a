package dev.satchel.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Pictures of 12 megapixels of other formats, written by the command {@code vips}. */
final class Pictures {

  private Pictures() {}

  /**
   * Whether the command could write {@code source} anew.
   *
   * @param kind the name of the file, and behind it the options of its format in brackets
   */
  static boolean made(Path source, String kind) throws InterruptedException {
    return made("vips", "copy", source.toString(), source.resolveSibling(kind).toString());
  }

  /** The file that is written for a kind. */
  static Path file(Path source, String kind) {
    return source.resolveSibling(kind.replaceAll("\\[.*", ""));
  }

  /** Whether the command is there and succeeds. */
  static boolean made(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }
}
