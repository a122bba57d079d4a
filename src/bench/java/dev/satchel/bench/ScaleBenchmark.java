package dev.satchel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How uploads go as clients become more, one to a thousand: requests a second and how long they
 * take. Writes {@code scale.tsv} as well, from which {@code src/bench/plots} draws. Linux only.
 */
final class ScaleBenchmark {

  private static final int[] CLIENTS = {1, 10, 100, 1_000};
  private static final long[] SIZES = {4_095, 3_000_000};
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(20);

  private final Path table;
  private final Services services;

  /**
   * Starts nothing.
   *
   * @param target of this build
   */
  ScaleBenchmark(Path target, Services services) {
    this.table = target.resolve("bench").resolve("scale.tsv");
    this.services = services;
  }

  /** Prints the figures of the jar. */
  void run(int sink) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("size\tclients\tper-second\tmedian-ms\tp99-ms");
    try (var service = services.start(sink, List.of())) {
      for (long size : SIZES) {
        run(service, new Document(size), lines);
      }
    }
    Files.write(table, lines);
  }

  private static void run(Service service, Document document, List<String> lines) throws Exception {
    try (var clients = new UploadClients(10, service.port(), document)) {
      Load.perSecond(10, WARM_UP, 1, clients);
    }
    for (int count : CLIENTS) {
      Load.Latencies seen = measured(service, document, count);
      Figures.print(
          "%,d bytes, %,d clients, requests/s".formatted(document.size(), count), seen.perSecond());
      Figures.print("  ms at the median", seen.median());
      Figures.print("  ms of the slowest hundredth", seen.p99());
      lines.add(
          "%d\t%d\t%.1f\t%.2f\t%.2f"
              .formatted(document.size(), count, seen.perSecond(), seen.median(), seen.p99()));
    }
  }

  private static Load.Latencies measured(Service service, Document document, int count)
      throws Exception {
    try (var clients = new UploadClients(count, service.port(), document)) {
      return Load.latencies(count, TIME, clients);
    }
  }
}
