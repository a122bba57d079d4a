package dev.satchel.bench;

import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageEngine;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints the MiB by which the memory of a JVM peaks, above what it holds when idle, while it makes
 * one thumbnail more. Linux only.
 *
 * <p>Takes the picture and the two sides of the thumbnail.
 */
public final class ThumbnailMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Written to {@code clear_refs}, it makes the peak start anew (proc(5)). */
  private static final String RESET_PEAK = "5";

  private static final int WARM_UPS = 20;

  private ThumbnailMemory() {}

  public static void main(String[] args) throws Exception {
    byte[] picture = Files.readAllBytes(Path.of(args[0]));
    var size = new ImageSize(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    ImageEngine engine = EngineChoice.AUTO.engine(ImageLimits.DEFAULT, ImageLimits.DEFAULT);
    for (int i = 0; i < WARM_UPS; i++) {
      engine.render(picture, size);
    }
    System.gc();
    Thread.sleep(1_000);
    Files.writeString(Path.of("/proc/self/clear_refs"), RESET_PEAK);
    long idle = kibibytes("VmRSS:");
    engine.render(picture, size);
    System.out.println((kibibytes("VmHWM:") - idle) / 1024.0);
  }

  private static long kibibytes(String name) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
