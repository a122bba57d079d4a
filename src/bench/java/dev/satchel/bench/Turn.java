package dev.satchel.bench;

import java.time.Duration;
import java.util.List;

/**
 * What one service did while clients asked it, one turn of several services.
 *
 * @param perSecond pieces of work
 * @param cpuMillis processor time of the service for each
 */
record Turn(double perSecond, double cpuMillis) {

  /** A turn of {@code time}. */
  static Turn of(ChildProcess service, int count, Duration time, Load.Clients clients)
      throws Exception {
    long before = service.cpuMillis();
    double perSecond = Load.perSecond(count, time, 1, clients);
    long spent = service.cpuMillis() - before;
    return new Turn(perSecond, spent / (perSecond * time.toMillis() / 1e3));
  }

  /** Prints the medians of both figures beside those of a baseline. */
  static void print(String figure, String baseline, List<Turn> ours, List<Turn> theirs) {
    Figures.print(
        "%s (%s)".formatted(figure, baseline),
        Load.median(ours, Turn::perSecond),
        Load.median(theirs, Turn::perSecond));
    Figures.print(
        "  ms of processor time of each (%s)".formatted(baseline),
        Load.median(ours, Turn::cpuMillis),
        Load.median(theirs, Turn::cpuMillis));
  }
}
