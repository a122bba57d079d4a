package dev.satchel.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Chooses free ports, and the same ones again while they are free. */
public final class Ports {
  private final Path file;
  private final Properties remembered = new Properties();

  private Ports(Path file) {
    this.file = file;
  }

  static Ports rememberedIn(Path file) throws IOException {
    Ports ports = new Ports(file);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        ports.remembered.load(reader);
      }
    }
    return ports;
  }

  int of(String server) throws IOException {
    int port = free(Integer.parseInt(remembered.getProperty(server, "0")));
    remembered.setProperty(server, Integer.toString(port));
    try (Writer writer = Files.newBufferedWriter(file)) {
      remembered.store(writer, null);
    }
    return port;
  }

  /** One that nobody listens to now. */
  public static int free() throws IOException {
    return free(0);
  }

  private static int free(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      if (wanted == 0) {
        throw taken;
      }
      return free(0);
    }
  }
}
