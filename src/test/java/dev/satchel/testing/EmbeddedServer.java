package dev.satchel.testing;

import java.io.IOException;
import java.util.Map;

/** A server that can be stopped and started again, on the same port and over the same data. */
interface EmbeddedServer {
  /** Returns once the server answers. */
  void start() throws IOException;

  /** Does nothing where the server is not running. */
  void stop() throws IOException;

  /** The Quarkus configuration that reaches this server. */
  Map<String, String> configuration();
}
