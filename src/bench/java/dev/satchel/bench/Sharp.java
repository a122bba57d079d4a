package dev.satchel.bench;

import dev.satchel.image.ImageSize;
import java.io.IOException;
import java.nio.file.Path;

/** Thumbnails by sharp, in a process of Node.js. */
final class Sharp {

  private static final String PACKAGE = "sharp@0.35.5";

  private final Path directory;
  private final String script;

  /**
   * @param directory where it is installed, and what it makes is left
   */
  Sharp(Path target, Path directory) {
    this.directory = directory;
    this.script = target.resolveSibling("src/bench/js/sharp.mjs").toString();
  }

  /** Installs it, where that can be done. */
  boolean isInstalled() {
    try {
      String[] install =
          "npm install --no-save --no-audit --no-fund --prefix . %s".formatted(PACKAGE).split(" ");
      Program.output(directory, install);
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Makes a picture of another kind, the one that the name of {@code made} says. */
  void make(Path picture, Path made) throws IOException {
    Program.output(directory, "node", script, picture.toString(), made.toString());
  }

  /** The median of so many thumbnails in one process, in milliseconds. */
  double median(Path picture, ImageSize size, int runs) throws IOException {
    String millis =
        Program.output(
            directory,
            "node",
            script,
            picture.toString(),
            Integer.toString(size.width()),
            Integer.toString(size.height()),
            Integer.toString(runs),
            last().toString());
    return Double.parseDouble(millis.strip());
  }

  /** The last thumbnail that it made. */
  Path last() {
    return directory.resolve("thumbnail.jpg");
  }
}
