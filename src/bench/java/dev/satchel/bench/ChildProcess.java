package dev.satchel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process beside the benchmark's own. Ends with {@link #close}. */
final class ChildProcess implements AutoCloseable {

  private static final String PEAK = "VmHWM:";
  private static final String CURRENT = "VmRSS:";

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /** Starts one of the benchmark's own main classes. */
  static ChildProcess ofClass(Class<?> main, Path log, List<String> options, String... arguments)
      throws IOException {
    var all = new ArrayList<>(options);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(List.of(arguments));
    return start(java(all), log, Map.of());
  }

  /** The command that runs a JVM with these arguments. */
  static List<String> java(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /** Starts a command with these variables in its environment. */
  static ChildProcess start(List<String> command, Path log, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start());
  }

  /** The same, with nobody who reads what it prints. */
  static ChildProcess silent(List<String> command, Path log, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile()).environment().putAll(environment);
    return new ChildProcess(builder.start());
  }

  /** The first line of standard output that contains {@code text}; to be called once. */
  String awaitLine(String text) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        Thread.ofVirtual().start(() -> passOn(output));
        return line;
      }
    }
    throw new IOException("A process ended before it printed " + text);
  }

  /** What else it prints is a warning or worse. */
  private static void passOn(BufferedReader output) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (!line.contains(" INFO ")) {
          System.out.println(line);
        }
      }
    } catch (IOException ended) {
      // Its output ends with the process.
    }
  }

  /** Its resident memory at the highest so far, in MiB. Linux only. */
  long peakMemory() throws IOException {
    return status(PEAK) / 1024;
  }

  long pid() {
    return process.pid();
  }

  /** Processor time so far. */
  long cpuMillis() {
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  /**
   * Pages that were not there when it touched them, so far (proc(5), fields 10 and 12). Linux only.
   */
  long pageFaults() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[7]) + Long.parseLong(fields[9]);
  }

  /** Its resident memory now, in KiB. Linux only. */
  long memory() throws IOException {
    return status(CURRENT);
  }

  private long status(String name) throws IOException {
    try (var status = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return status
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
  }
}
