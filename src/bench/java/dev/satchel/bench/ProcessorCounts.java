package dev.satchel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the processor counts of a process from now until {@link #close}: steadier than time on a
 * machine that others use as well. Counts nothing where {@code perf} is not there or may not.
 */
final class ProcessorCounts implements AutoCloseable {

  private static final String INSTRUCTIONS = "instructions";

  private final Path counts;
  private final List<Process> perf;

  private ProcessorCounts(Path counts, List<Process> perf) {
    this.counts = counts;
    this.perf = perf;
  }

  /** Begins to count. */
  static ProcessorCounts of(long pid) throws IOException {
    Path counts = Files.createTempFile("counts", ".csv");
    var command =
        List.of(
            "perf stat -x, -e %s:u -o %s -p %d".formatted(INSTRUCTIONS, counts, pid).split(" "));
    try {
      return new ProcessorCounts(
          counts, List.of(new ProcessBuilder(command).redirectErrorStream(true).start()));
    } catch (IOException missing) {
      return new ProcessorCounts(counts, List.of());
    }
  }

  /** Instructions outside of the kernel until now; ends the count. */
  OptionalLong instructions() throws IOException, InterruptedException {
    for (Process counting : perf) {
      new ProcessBuilder("kill", "-INT", Long.toString(counting.pid())).start().waitFor();
      counting.waitFor();
    }
    try (Stream<String> lines = Files.lines(counts)) {
      return lines
          .filter(line -> line.contains(INSTRUCTIONS) && line.matches("\\d+,.*"))
          .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(','))))
          .findFirst();
    }
  }

  @Override
  public void close() throws IOException {
    perf.forEach(Process::destroy);
    Files.delete(counts);
  }
}
