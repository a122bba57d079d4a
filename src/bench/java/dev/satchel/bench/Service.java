package dev.satchel.bench;

import java.io.IOException;

/** A packaged service that runs, and the port of its API. */
record Service(ChildProcess process, int port) implements AutoCloseable {

  /** MiB. Linux only. */
  long peakMemory() throws IOException {
    return process.peakMemory();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
