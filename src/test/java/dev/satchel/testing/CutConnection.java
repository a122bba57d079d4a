package dev.satchel.testing;

import dev.satchel.testing.CutWire.Fate;
import java.io.IOException;
import java.net.Socket;

/** One connection over a {@link CutWire}: two threads, one for each direction. */
final class CutConnection {

  private static final int CHUNK = 16 * 1024;

  private final CutWire wire;
  private final Socket client;
  private final Socket server;
  private final Fate fate;

  CutConnection(CutWire wire, Socket client, Socket server, Fate fate) throws IOException {
    this.wire = wire;
    this.client = client;
    this.server = server;
    this.fate = fate;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    Thread.ofVirtual().start(() -> pump(this::requests));
    Thread.ofVirtual().start(() -> pump(this::answers));
  }

  void close() {
    wire.ended(this);
    closeQuietly(server);
    closeQuietly(client);
  }

  /** Passes on one direction, until it ends. */
  @FunctionalInterface
  private interface Direction {
    void pass() throws IOException, InterruptedException;
  }

  private void pump(Direction direction) {
    try {
      direction.pass();
    } catch (IOException broken) {
      close();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  private void requests() throws IOException, InterruptedException {
    var buffer = new byte[CHUNK];
    boolean stalls = fate.stallMillis() > 0;
    long passed = 0;
    for (int n = client.getInputStream().read(buffer);
        n >= 0;
        n = client.getInputStream().read(buffer)) {
      int passing = (int) Math.min(n, fate.passes() - passed);
      server.getOutputStream().write(buffer, 0, passing);
      passed += passing;
      wire.passed(passing);
      if (passed >= fate.passes()) {
        cut();
        return;
      }
      if (stalls && passed > fate.stallsAt()) {
        stalls = false;
        wire.stalled();
        Thread.sleep(fate.stallMillis());
      }
    }
    server.shutdownOutput();
  }

  private void answers() throws IOException {
    var buffer = new byte[CHUNK];
    for (int n = server.getInputStream().read(buffer);
        n >= 0;
        n = server.getInputStream().read(buffer)) {
      if (!fate.answered()) {
        cut();
        return;
      }
      client.getOutputStream().write(buffer, 0, n);
    }
    client.shutdownOutput();
  }

  private void cut() throws IOException {
    wire.hasCut();
    if (fate.abrupt()) {
      client.setSoLinger(true, 0);
      server.setSoLinger(true, 0);
    }
    close();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed then.
    }
  }
}
