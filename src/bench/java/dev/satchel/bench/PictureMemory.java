package dev.satchel.bench;

import dev.satchel.image.ImageSize;
import java.nio.file.Path;
import java.util.List;

/**
 * For pictures of each kind, the peak of memory while a thumbnail is made over what was estimated
 * of it before: above 1 a limit of memory does not hold. They are written by the command {@code
 * vips}; a kind that it cannot write is left out.
 */
final class PictureMemory {

  private static final List<String> MORE_KINDS =
      List.of("full.jpg[Q=90,subsample-mode=off]", "photo.webp");

  private static final List<String> DEEP_KINDS =
      List.of("deep.png[compression=1]", "deep-interlaced.png[compression=1,interlace]");

  private static final List<ImageSize> SIZES =
      List.of(new ImageSize(200, 140), new ImageSize(Photo.WIDTH, Photo.HEIGHT));

  private final Path directory;

  private PictureMemory(Path directory) {
    this.directory = directory;
  }

  static void run(Path target) throws Exception {
    Path png = Pictures.photo(target);
    new PictureMemory(png.getParent()).compareAll(png);
  }

  private void compareAll(Path png) throws Exception {
    System.out.println("peak of memory over the estimate");
    for (String kind : Pictures.KINDS) {
      compare(png, kind);
    }
    for (String kind : MORE_KINDS) {
      compare(png, kind);
    }
    Path deep = directory.resolve("deep.v");
    if (Pictures.made("vips", "colourspace", png.toString(), deep.toString(), "rgb16")) {
      for (String kind : DEEP_KINDS) {
        compare(deep, kind);
      }
    }
  }

  private void compare(Path source, String kind) throws Exception {
    Path picture = Pictures.file(source, kind);
    if (!Pictures.made(source, kind)) {
      System.out.println("  (" + kind + " cannot be written)");
      return;
    }
    for (ImageSize size : SIZES) {
      String[] peakAndEstimate = ThumbnailMemory.measured(picture, size, directory).split(" ", -1);
      Figures.print(
          "  " + picture.getFileName() + " " + size,
          Double.parseDouble(peakAndEstimate[0]),
          Double.parseDouble(peakAndEstimate[1]));
    }
  }
}
