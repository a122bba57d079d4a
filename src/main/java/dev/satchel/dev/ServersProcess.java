package dev.satchel.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JVM that runs the embedded servers, seen from the one that starts it.
 *
 * <p>It ends when its standard input does: when this JVM ends, in whatever way.
 *
 * @param classPath of the servers
 * @param directory where they keep their data
 * @param timeZone of PostgreSQL
 * @param servers the names of those to run
 */
public record ServersProcess(
    String classPath, Path directory, String timeZone, List<String> servers) {
  private static final String MAIN_CLASS = "dev.satchel.testing.EmbeddedServers";
  private static final String READY = "ready";

  /**
   * The class path that the build wrote.
   *
   * @param target the build's directory
   */
  public static String classPath(Path target) throws IOException {
    String dependencies = Files.readString(classPathFile(target)).strip();
    return target.resolve("test-classes") + File.pathSeparator + dependencies;
  }

  /** Where the build writes the class path of the servers' dependencies. */
  public static Path classPathFile(Path target) {
    return target.resolve("servers.classpath");
  }

  /**
   * Starts it, and waits until its servers answer.
   *
   * @return the Quarkus configuration that reaches them
   */
  public Map<String, String> start() {
    Path log = directory.resolve("servers.log");
    try {
      Files.createDirectories(directory);
      Process process = new ProcessBuilder(command()).redirectError(log.toFile()).start();
      Map<String, String> configuration = new LinkedHashMap<>();
      BufferedReader reader = process.inputReader();
      for (String line = reader.readLine(); !READY.equals(line); line = reader.readLine()) {
        if (line == null) {
          throw new IllegalStateException("The embedded servers do not start; see " + log);
        }
        String[] property = line.split("=", 2);
        configuration.put(property[0], property[1]);
      }
      return configuration;
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded servers do not start; see " + log, e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx192m");
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", classPath, MAIN_CLASS, directory.toString(), timeZone));
    command.addAll(servers);
    return command;
  }
}
