package dev.satchel.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What people would run instead, by Node.js, installed once for a run by npm. */
final class Peers {

  private static final String INSTALL = "npm install --no-audit --no-fund --ignore-scripts";

  /** What they print before their port; they may warn before that. */
  private static final String PORT = "peer listens on ";

  private final Path target;
  private final Map<String, String> database;
  private final Path folder;
  private Optional<Boolean> installed = Optional.empty();

  /**
   * Starts nothing.
   *
   * @param target of this build
   * @param database the properties by which a service of ours reaches it
   */
  Peers(Path target, Map<String, String> database) {
    this.target = target;
    this.database = database;
    this.folder = target.resolve("bench").resolve("peers");
  }

  /**
   * One that has been started; empty where npm cannot install it.
   *
   * @param name of its script
   * @param sink the port of its store
   */
  Optional<ChildProcess> start(String name, int sink) throws IOException, InterruptedException {
    if (installed.isEmpty()) {
      installed = Optional.of(install());
    }
    return installed.get() ? Optional.of(node(name, sink)) : Optional.empty();
  }

  /** The port at which it listens, once it does. */
  static int port(ChildProcess peer) throws IOException {
    return Integer.parseInt(peer.awaitLine(PORT).substring(PORT.length()));
  }

  private boolean install() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path sources = target.resolveSibling("src").resolve("bench").resolve("peers");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try {
      int code =
          new ProcessBuilder(INSTALL.split(" "))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log("npm").toFile())
              .start()
              .waitFor();
      if (code == 0) {
        return true;
      }
    } catch (IOException missing) {
      // As when it fails.
    }
    System.out.println("peers: npm could not install them");
    return false;
  }

  private ChildProcess node(String name, int sink) throws IOException {
    var environment = new HashMap<String, String>();
    environment.put("S3_ENDPOINT", "http://127.0.0.1:" + sink);
    environment.put("DATABASE", databaseUrl());
    environment.put("NODE_ENV", "production");
    return ChildProcess.start(
        List.of("node", folder.resolve(name + ".js").toString()), log(name), environment);
  }

  private String databaseUrl() {
    URI url =
        URI.create(database.get("quarkus.datasource.reactive.url").replace("vertx-reactive:", ""));
    return "postgres://%s:%s@%s:%d%s"
        .formatted(
            database.get("quarkus.datasource.username"),
            database.get("quarkus.datasource.password"),
            url.getHost(),
            url.getPort(),
            url.getPath());
  }

  private Path log(String name) {
    return target.resolve("bench").resolve(name + ".log");
  }
}
