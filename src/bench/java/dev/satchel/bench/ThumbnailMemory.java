package dev.satchel.bench;

import dev.satchel.image.EngineChoice;
import dev.satchel.image.ImageEngine;
import dev.satchel.image.ImageLimits;
import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Prints the MiB by which the memory of a JVM peaks, above what it holds when idle, while it makes
 * one thumbnail more, and behind that the least limit of memory with which it would. Linux only.
 *
 * <p>Takes the picture and the two sides of the thumbnail.
 */
public final class ThumbnailMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Written to {@code clear_refs}, it makes the peak start anew (proc(5)). */
  private static final String RESET_PEAK = "5";

  /** MiB. */
  private static final long MOST = 2048;

  private static final int WARM_UPS = 3;

  private ThumbnailMemory() {}

  public static void main(String[] args) throws Exception {
    byte[] picture = Files.readAllBytes(Path.of(args[0]));
    var size = new ImageSize(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    ImageEngine engine = engine(MOST << 20);
    for (int i = 0; i < WARM_UPS; i++) {
      engine.render(picture, size);
    }
    System.gc();
    Thread.sleep(1_000);
    Files.writeString(Path.of("/proc/self/clear_refs"), RESET_PEAK);
    long idle = kibibytes("VmRSS:");
    engine.render(picture, size);
    double peak = (kibibytes("VmHWM:") - idle) / 1024.0;
    System.out.println(peak + " " + estimate(picture, size));
  }

  /** The least limit, in MiB, with which the thumbnail is made. */
  private static long estimate(byte[] picture, ImageSize size) {
    long refused = 0;
    long enough = MOST;
    while (enough - refused > 1) {
      long limit = (refused + enough) / 2;
      if (isRendered(picture, size, limit << 20)) {
        enough = limit;
      } else {
        refused = limit;
      }
    }
    return enough;
  }

  private static boolean isRendered(byte[] picture, ImageSize size, long memory) {
    return engine(memory).render(picture, size) instanceof Rendering.Thumbnail;
  }

  private static ImageEngine engine(long memory) {
    var limits = new ImageLimits(100_000_000, memory, Duration.ofMinutes(1));
    return EngineChoice.AUTO.engine(limits);
  }

  /** What a process of its own prints. */
  static String measured(Path picture, ImageSize size, Path directory) throws IOException {
    try (var process =
        ChildProcess.ofClass(
            ThumbnailMemory.class,
            directory.resolve("memory.log"),
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
            picture.toString(),
            Integer.toString(size.width()),
            Integer.toString(size.height()))) {
      return process.awaitLine(".");
    }
  }

  private static long kibibytes(String name) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
