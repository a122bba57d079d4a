package dev.satchel.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * The JVM that asks the service for files, as a clinic's own program would, prints where that is
 * answered, and what webhooks tell of it. It ends when its standard input does, as {@link
 * ServersProcess} does.
 *
 * @param classPath of the program
 * @param address of the service
 * @param key for it
 */
record DemoProcess(String classPath, String address, String key) {

  private static final String MAIN_CLASS = "dev.satchel.testing.Demo";

  /** Starts it. What it prints comes by and by. */
  void start() {
    try {
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx32m",
              "-XX:+UseSerialGC",
              "-cp",
              classPath,
              MAIN_CLASS,
              address,
              key)
          .redirectOutput(Redirect.INHERIT)
          .redirectError(Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("The demo does not start", e);
    }
  }
}
