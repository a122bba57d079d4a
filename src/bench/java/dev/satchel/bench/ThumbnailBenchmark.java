package dev.satchel.bench;

import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageEngine;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Thumbnails of 12 megapixels by one thread, in process, beside those of sharp. Needs Node.js and
 * its package manager, or says that it cannot compare.
 */
final class ThumbnailBenchmark {

  private static final String SHARP = "sharp@0.35.5";
  private static final List<ImageSize> SIZES =
      List.of(new ImageSize(200, 140), new ImageSize(1024, 768));
  private static final int WARM_UPS = 30;
  private static final int RUNS = 15;

  private final Path directory;
  private final Path script;
  private final ImageEngine best =
      EngineChoice.AUTO.engine(ImageLimits.DEFAULT, ImageLimits.DEFAULT);
  private final ImageEngine portable =
      EngineChoice.PORTABLE.engine(ImageLimits.DEFAULT, ImageLimits.DEFAULT);

  private ThumbnailBenchmark(Path target) {
    this.directory = target.resolve("bench").resolve("sharp");
    this.script = target.resolveSibling("src/bench/js/sharp.mjs");
  }

  static void run(Path target) throws Exception {
    new ThumbnailBenchmark(target).run();
  }

  private void run() throws Exception {
    Files.createDirectories(directory);
    if (!installed()) {
      System.out.println("thumbnails: sharp cannot be installed, there is nothing to compare with");
      return;
    }
    Path jpeg = directory.resolve("photo.jpg");
    Path png = directory.resolve("photo.png");
    Path webp = directory.resolve("photo.webp");
    var photo = new Photo();
    photo.writeJpeg(jpeg);
    photo.writePng(png);
    output("node", script.toString(), jpeg.toString(), webp.toString());
    System.out.println("thumbnails by " + best.version() + ", ms (" + SHARP + ")");
    for (Path picture : List.of(jpeg, png, webp)) {
      for (ImageSize size : SIZES) {
        compare(picture, size);
      }
    }
    for (ImageSize size : SIZES) {
      Figures.print("  portable, photo.jpg " + size, time(portable, jpeg, size), sharp(jpeg, size));
    }
  }

  private void compare(Path picture, ImageSize size) throws Exception {
    double theirs = sharp(picture, size);
    double ours = time(best, picture, size);
    Figures.print("  " + picture.getFileName() + " " + size, ours, theirs);
    double likeness =
        Likeness.of(
            ImageIO.read(new ByteArrayInputStream(thumbnail(best, picture, size))),
            ImageIO.read(directory.resolve("thumbnail.jpg").toFile()));
    System.out.printf("    likeness (SSIM)%58.4f%n", likeness);
  }

  private static double time(ImageEngine engine, Path picture, ImageSize size) throws IOException {
    byte[] source = Files.readAllBytes(picture);
    for (int i = 0; i < WARM_UPS; i++) {
      engine.render(source, size);
    }
    var millis = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      engine.render(source, size);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[RUNS / 2];
  }

  private static byte[] thumbnail(ImageEngine engine, Path picture, ImageSize size)
      throws IOException {
    return ((Rendering.Thumbnail) engine.render(Files.readAllBytes(picture), size)).bytes();
  }

  private double sharp(Path picture, ImageSize size) throws Exception {
    String millis =
        output(
            "node",
            script.toString(),
            picture.toString(),
            Integer.toString(size.width()),
            Integer.toString(size.height()),
            Integer.toString(RUNS),
            directory.resolve("thumbnail.jpg").toString());
    return Double.parseDouble(millis.strip());
  }

  private boolean installed() throws Exception {
    try {
      output("npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", SHARP);
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  private String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " has failed");
    }
    return output;
  }
}
