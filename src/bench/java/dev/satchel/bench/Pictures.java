package dev.satchel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pictures of 12 megapixels of other formats, written by the command {@code vips}. */
final class Pictures {

  /** One of each kind of decoding. */
  static final List<String> KINDS =
      List.of(
          "photo.jpg[Q=90]",
          "progressive.jpg[interlace]",
          "rows.png[compression=1]",
          "interlaced.png[compression=1,interlace]",
          "lossless.webp[lossless,effort=0]",
          "strips.tif[compression=lzw]",
          "tiles.tif[compression=jpeg,tile]",
          "photo.heic",
          "photo.avif[effort=0]",
          "deep.avif[effort=0,bitdepth=12,subsample-mode=off]");

  private Pictures() {}

  /** The picture, as a PNG in the benchmark's folder of pictures, from which others are made. */
  static Path photo(Path target) throws IOException {
    Path directory = Files.createDirectories(target.resolve("bench").resolve("pictures"));
    Path png = directory.resolve("photo.png");
    new Photo().writePng(png);
    return png;
  }

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
