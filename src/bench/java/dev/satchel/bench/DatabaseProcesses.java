package dev.satchel.bench;

import java.time.Duration;

/**
 * All processes of PostgreSQL on this machine, of which those that nobody asks do next to nothing.
 */
final class DatabaseProcesses {

  private static final String PROGRAM = "/postgres";

  private DatabaseProcesses() {}

  /** Processor time so far of those that run. */
  static long cpuMillis() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::info)
        .filter(it -> it.command().filter(path -> path.endsWith(PROGRAM)).isPresent())
        .flatMap(it -> it.totalCpuDuration().stream())
        .mapToLong(Duration::toMillis)
        .sum();
  }
}
