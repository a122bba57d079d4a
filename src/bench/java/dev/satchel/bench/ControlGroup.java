package dev.satchel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A control group of Linux with a limit of memory, version 1 or 2, as a container has one. {@link
 * #close} takes it away again; its processes have to be gone by then.
 */
final class ControlGroup implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final Path directory;
  private final boolean unified;

  private ControlGroup(Path directory, boolean unified) {
    this.directory = directory;
    this.unified = unified;
  }

  /**
   * Makes one.
   *
   * @param limit bytes
   * @throws IOException where this process may not
   */
  static ControlGroup make(long limit) throws IOException {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path directory = Files.createTempDirectory(unified ? ROOT : ROOT.resolve("memory"), "bench");
    var group = new ControlGroup(directory, unified);
    try {
      String file = unified ? "memory.max" : "memory.limit_in_bytes";
      Files.writeString(directory.resolve(file), Long.toString(limit));
      return group;
    } catch (IOException notLimited) {
      group.close();
      throw notLimited;
    }
  }

  /** A command that runs the one behind it within the group. */
  List<String> entering() {
    return List.of(
        "sh",
        "-c",
        "echo $$ > \"$0\" && exec \"$@\"",
        directory.resolve("cgroup.procs").toString());
  }

  /** Bytes that cannot be had back by dropping what files hold too. */
  long held() throws IOException {
    return number("memory.stat", unified ? "anon " : "total_rss ");
  }

  /** Processes that Linux has killed because the limit was reached. */
  long kills() throws IOException {
    return number(unified ? "memory.events" : "memory.oom_control", "oom_kill ");
  }

  private long number(String file, String name) throws IOException {
    return Files.readAllLines(directory.resolve(file)).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("No " + name + "in " + file));
  }

  @Override
  public void close() throws IOException {
    Files.delete(directory);
  }
}
