package dev.satchel.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What one service did while clients asked it, one turn of several services.
 *
 * @param perSecond pieces of work
 * @param cpuMillis processor time of the service for each
 * @param databaseMillis processor time of PostgreSQL for each
 * @param instructions in millions, of the service for each, the kernel's left out; not a number
 *     where nobody counts them
 */
record Turn(double perSecond, double cpuMillis, double databaseMillis, double instructions) {

  /** A turn of {@code time}. */
  static Turn of(ChildProcess service, int count, Duration time, Load.Clients clients)
      throws Exception {
    try (var counts = ProcessorCounts.of(service.pid())) {
      long before = service.cpuMillis();
      long databaseBefore = DatabaseProcesses.cpuMillis();
      double perSecond = Load.perSecond(count, time, 1, clients);
      long spent = service.cpuMillis() - before;
      long databaseSpent = DatabaseProcesses.cpuMillis() - databaseBefore;
      double done = perSecond * time.toMillis() / 1e3;
      return new Turn(perSecond, spent / done, databaseSpent / done, millions(counts) / done);
    }
  }

  /** Milliseconds of the service and of PostgreSQL for each. */
  double allMillis() {
    return cpuMillis + databaseMillis;
  }

  private static double millions(ProcessorCounts counts) throws IOException, InterruptedException {
    return counts.instructions().stream()
        .mapToDouble(all -> all / 1e6)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Prints the medians of all figures beside those of a baseline. */
  static void print(String figure, String baseline, List<Turn> ours, List<Turn> theirs) {
    Figures.print(
        "%s (%s)".formatted(figure, baseline),
        Load.median(ours, Turn::perSecond),
        Load.median(theirs, Turn::perSecond));
    Figures.print(
        "  ms of processor time of each (%s)".formatted(baseline),
        Load.median(ours, Turn::cpuMillis),
        Load.median(theirs, Turn::cpuMillis));
    double counted = Load.median(ours, Turn::instructions);
    if (!Double.isNaN(counted)) {
      Figures.print(
          "  millions of instructions of each (%s)".formatted(baseline),
          counted,
          Load.median(theirs, Turn::instructions));
    }
  }
}
