package dev.satchel.testing;

import java.io.IOException;

/** Sends the signals that {@link ProcessHandle} has no methods for. */
public final class Signals {
  private Signals() {}

  /**
   * Sends one, and returns when it is sent.
   *
   * @param name such as {@code STOP}
   */
  public static void send(String name, ProcessHandle process) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
