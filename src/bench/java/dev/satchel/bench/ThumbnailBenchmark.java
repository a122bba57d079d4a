package dev.satchel.bench;

import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageEngine;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Thumbnails of 12 megapixels by one thread, in process, beside those of sharp, which brings a
 * libvips and libraries of its own, and of the system's {@code vipsthumbnail}, a process for each.
 * What is not there is not compared with.
 */
final class ThumbnailBenchmark {

  private static final List<ImageSize> SIZES =
      List.of(new ImageSize(200, 140), new ImageSize(1024, 768));
  private static final int WARM_UPS = 30;
  private static final int RUNS = 15;

  private final Path directory;
  private final Sharp sharp;
  private final ImageEngine best = EngineChoice.AUTO.engine(ImageLimits.DEFAULT);
  private final ImageEngine portable = EngineChoice.PORTABLE.engine(ImageLimits.DEFAULT);

  private ThumbnailBenchmark(Path target) {
    this.directory = target.resolve("bench").resolve("sharp");
    this.sharp = new Sharp(target, directory);
  }

  static void run(Path target) throws Exception {
    new ThumbnailBenchmark(target).run();
  }

  private void run() throws Exception {
    Files.createDirectories(directory);
    Path jpeg = directory.resolve("photo.jpg");
    Path png = directory.resolve("photo.png");
    var photo = new Photo();
    photo.writeJpeg(jpeg);
    photo.writePng(png);
    System.out.println("thumbnails by " + best.version() + ", ms");
    if (sharp.isInstalled()) {
      besideSharp(jpeg, png);
    } else {
      System.out.println("  (sharp cannot be installed)");
    }
    if (runs("vipsthumbnail", "--vips-version")) {
      besideVips(jpeg, png);
    } else {
      System.out.println("  (vipsthumbnail is not installed)");
    }
  }

  private void besideSharp(Path jpeg, Path png) throws Exception {
    Path webp = directory.resolve("photo.webp");
    Path wide = directory.resolve("wide.jpg");
    for (Path made : List.of(webp, wide)) {
      sharp.make(jpeg, made);
    }
    for (Path picture : List.of(jpeg, wide, png, webp)) {
      for (ImageSize size : SIZES) {
        compare(picture, size);
      }
    }
    for (ImageSize size : SIZES) {
      Figures.print(
          "  portable, photo.jpg " + size + " (sharp)",
          time(portable, jpeg, size),
          sharp.median(jpeg, size, RUNS));
    }
  }

  private void besideVips(Path jpeg, Path png) throws Exception {
    Path heic = directory.resolve("photo.heic");
    output("vipsthumbnail", jpeg.toString(), "--size", "4032x", "-o", heic + "[Q=85]");
    for (Path picture : List.of(jpeg, png, heic)) {
      for (ImageSize size : SIZES) {
        Figures.print(
            "  " + picture.getFileName() + " " + size + " (vipsthumbnail)",
            time(best, picture, size),
            vips(picture, size));
      }
    }
  }

  private void compare(Path picture, ImageSize size) throws Exception {
    double theirs = sharp.median(picture, size, RUNS);
    double ours = time(best, picture, size);
    Figures.print("  " + picture.getFileName() + " " + size + " (sharp)", ours, theirs);
    double likeness =
        Likeness.of(
            ImageIO.read(new ByteArrayInputStream(thumbnail(best, picture, size))),
            ImageIO.read(sharp.last().toFile()));
    System.out.printf("    likeness (SSIM)%58.4f%n", likeness);
  }

  private static double time(ImageEngine engine, Path picture, ImageSize size) throws IOException {
    byte[] source = Files.readAllBytes(picture);
    for (int i = 0; i < WARM_UPS; i++) {
      engine.render(source, size);
    }
    return median(() -> engine.render(source, size));
  }

  private double vips(Path picture, ImageSize size) throws IOException {
    String thumbnail = directory.resolve("thumbnail.jpg").toString();
    // One side as asked, as ours: the pictures are wider than the sizes.
    String height = "x" + size.height();
    return median(
        () ->
            output(
                "vipsthumbnail",
                "--vips-concurrency=1",
                picture.toString(),
                "--size",
                height,
                "-o",
                thumbnail + "[Q=85]"));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static double median(Work work) throws IOException {
    var millis = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return Load.median(millis);
  }

  private static byte[] thumbnail(ImageEngine engine, Path picture, ImageSize size)
      throws IOException {
    return ((Rendering.Thumbnail) engine.render(Files.readAllBytes(picture), size)).bytes();
  }

  private boolean runs(String... command) {
    try {
      output(command);
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  private String output(String... command) throws IOException {
    return Program.output(directory, command);
  }
}
