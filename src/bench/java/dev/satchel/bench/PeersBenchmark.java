package dev.satchel.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

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

  /** Sizes of files: a photo, and what is small. */
  private static final long[] SIZES = {3_000_000, 4_095};

  private final Path target;
  private final Services services;
  private final Peers node;

  /**
   * Starts nothing.
   *
   * @param target of this build
   */
  PeersBenchmark(Path target, Services services, Peers node) {
    this.target = target;
    this.services = services;
    this.node = node;
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
    peers.add(new Peer("relay", relay, Integer.parseInt(relay.awaitLine("")), Document::new));
    Optional<ChildProcess> express = node.start("express", sink);
    if (express.isPresent()) {
      peers.add(new Peer("Express", express.get(), Peers.port(express.get()), Document::new));
    }
    Optional<ChildProcess> parse = node.start("parse", sink);
    if (parse.isPresent()) {
      peers.add(new Peer("Parse Server", parse.get(), Peers.port(parse.get()), Document::ofParse));
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

  private Path log(String name) {
    return target.resolve("bench").resolve(name + ".log");
  }
}
