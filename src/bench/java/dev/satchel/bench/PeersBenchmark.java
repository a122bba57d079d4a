package dev.satchel.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Uploads to the service and to what people would run instead, in turns: Express with the SDK and
 * one insert, and Parse Server with its adapter for S3, both by npm; and a relay that keeps
 * nothing. Each line has the jar's requests a second, or its processor time for each, beside those
 * of one of them. Linux only.
 */
final class PeersBenchmark {

  private static final int CLIENTS = 16;
  private static final int TURNS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final String INSTALL = "npm install --no-audit --no-fund --ignore-scripts";

  /** What those of Node print before their port; they may warn before that. */
  private static final String PORT = "peer listens on ";

  /** Sizes of files: a photo, and what is small. */
  private static final long[] SIZES = {3_000_000, 4_095};

  private final Path target;
  private final Services services;
  private final Map<String, String> database;
  private final Path folder;

  /**
   * Starts nothing.
   *
   * @param target of this build
   */
  PeersBenchmark(Path target, Services services, Map<String, String> database) throws IOException {
    this.target = target;
    this.services = services;
    this.database = database;
    this.folder = Files.createDirectories(target.resolve("bench").resolve("peers"));
  }

  /** A process that takes uploads. */
  private record Peer(
      String name, ChildProcess process, int port, LongFunction<Document> documents) {}

  /** Prints all figures there are: what cannot be installed or is not built is left out. */
  void run(int sink) throws Exception {
    List<Peer> peers = new ArrayList<>();
    try {
      open(peers, sink);
      for (long size : SIZES) {
        compare(peers, size);
      }
      for (Peer peer : peers) {
        Figures.print(peer.name + ", MiB resident at the most", peer.process.peakMemory());
      }
    } finally {
      for (Peer peer : peers) {
        peer.process.close();
      }
    }
  }

  private void open(List<Peer> peers, int sink) throws Exception {
    peers.add(peer("jar", services.start(sink, List.of())));
    Optional<Path> binary = StartBenchmark.binary(target);
    if (binary.isPresent()) {
      peers.add(peer("binary", services.run(List.of(binary.get().toString()), sink)));
    }
    ChildProcess relay =
        ChildProcess.ofClass(RelayServer.class, log("relay"), List.of(), Integer.toString(sink));
    peers.add(new Peer("relay", relay, port(relay, ""), Document::new));
    if (isInstalled()) {
      ChildProcess express = node("express", sink);
      peers.add(new Peer("Express", express, port(express, PORT), Document::new));
      ChildProcess parse = node("parse", sink);
      peers.add(new Peer("Parse Server", parse, port(parse, PORT), Document::ofParse));
    }
  }

  private static Peer peer(String name, Service service) {
    return new Peer(name, service.process(), service.port(), Document::new);
  }

  private void compare(List<Peer> peers, long size) throws Exception {
    List<List<Turn>> turns = new ArrayList<>();
    for (Peer peer : peers) {
      turns.add(new ArrayList<>());
      turn(peer, size, WARM_UP);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      for (int i = 0; i < peers.size(); i++) {
        turns.get(i).add(turn(peers.get(i), size, TIME));
      }
    }
    for (int i = 0; i < peers.size(); i++) {
      String figure = "%,d bytes, jar, requests/s".formatted(size);
      Turn.print(figure, peers.get(i).name, turns.getFirst(), turns.get(i));
    }
  }

  /** Over connections of its own: some of them close what is idle while others have their turns. */
  private static Turn turn(Peer peer, long size, Duration time) throws Exception {
    try (var clients = new UploadClients(CLIENTS, peer.port, peer.documents.apply(size))) {
      return Turn.of(peer.process, CLIENTS, time, clients);
    }
  }

  private boolean isInstalled() throws IOException, InterruptedException {
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

  /** What it prints first that begins so, which is its port. */
  private static int port(ChildProcess process, String prefix) throws IOException {
    return Integer.parseInt(process.awaitLine(prefix).substring(prefix.length()));
  }

  private Path log(String name) {
    return target.resolve("bench").resolve(name + ".log");
  }
}
