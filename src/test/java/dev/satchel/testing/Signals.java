package dev.satchel.testing;

import java.io.IOException;

/** Sends the signals that {@link ProcessHandle} has no methods for. */
final class Signals {
  private Signals() {}

  /**
   * @param name such as {@code STOP}
   */
  static void send(String name, ProcessHandle process) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
