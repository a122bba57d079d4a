package dev.satchel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One of the servers of {@link SatchelServers}, for tests of what happens when it fails.
 *
 * <p>Tests share the servers: who stops or pauses one starts or resumes it again, whatever happens.
 */
public enum TestServer {
  POSTGRESQL(EmbeddedServers.POSTGRESQL) {
    @Override
    void signal(String signal) throws IOException {
      ProcessHandle postmaster =
          ProcessHandle.of(PostgresServer.pid(SatchelServers.directory().resolve(name)))
              .orElseThrow();
      Signals.send(signal, postmaster);
      // Once it is paused itself, it starts no more of them.
      for (ProcessHandle child : postmaster.children().toList()) {
        Signals.send(signal, child);
      }
    }
  },

  S3(EmbeddedServers.S3) {
    @Override
    void signal(String signal) throws IOException {
      long pid = Long.parseLong(SatchelServers.property(EmbeddedServers.PID));
      Signals.send(signal, ProcessHandle.of(pid).orElseThrow());
    }
  };

  final String name;

  TestServer(String name) {
    this.name = name;
  }

  /** From now on connections are refused, and open ones are broken. */
  public void stop() throws IOException {
    control("stop");
  }

  /** Undoes {@link #stop}: the same port, the same data. */
  public void start() throws IOException {
    control("start");
  }

  /** From now on connections are accepted and nothing is answered. */
  public void pause() throws IOException {
    signal("STOP");
  }

  /** Undoes {@link #pause}. */
  public void resume() throws IOException {
    signal("CONT");
  }

  abstract void signal(String signal) throws IOException;

  private void control(String command) throws IOException {
    int port = Integer.parseInt(SatchelServers.property(EmbeddedServers.CONTROL_PORT));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        PrintStream request = new PrintStream(socket.getOutputStream(), true);
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      request.println(command + " " + name);
      if (!EmbeddedServers.DONE.equals(answer.readLine())) {
        throw new IOException("cannot " + command + " " + name + ": see its log");
      }
    }
  }
}
