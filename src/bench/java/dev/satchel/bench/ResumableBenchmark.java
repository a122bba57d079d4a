package dev.satchel.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resumable uploads beside the server of the tus project for Node.js with its store over S3, in
 * turns. Linux only.
 */
final class ResumableBenchmark {

  private static final int PHONES = 16;
  private static final int TURNS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final long LARGE = 1L << 30;
  private static final long PHOTO = 3_000_000;
  private static final long PIECE = 256 * 1024;

  private final Services services;
  private final Peers peers;

  ResumableBenchmark(Services services, Peers peers) {
    this.services = services;
    this.peers = peers;
  }

  /**
   * Prints all figures there are: without the baseline where that cannot be installed.
   *
   * @param store a sink that keeps pieces
   */
  void run(int store) throws Exception {
    Optional<ChildProcess> tus = peers.start("tus", store);
    try (var service = services.start(store, List.of())) {
      if (tus.isEmpty()) {
        Figures.print("1 GiB by tus, MB/s", large(service.port()));
        return;
      }
      int port = Peers.port(tus.get());
      large(service.port());
      large(port);
      Figures.print("1 GiB by tus, MB/s (@tus/server)", large(service.port()), large(port));
      phones(service.process(), service.port(), WARM_UP);
      phones(tus.get(), port, WARM_UP);
      List<Turn> ours = new ArrayList<>();
      List<Turn> theirs = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        ours.add(phones(service.process(), service.port(), TIME));
        theirs.add(phones(tus.get(), port, TIME));
      }
      Turn.print("3 MB in pieces of 256 KiB, uploads/s", "@tus/server", ours, theirs);
    } finally {
      if (tus.isPresent()) {
        tus.get().close();
      }
    }
  }

  private static double large(int port) throws Exception {
    try (var client = new TusClient(port)) {
      return LARGE / Load.seconds(() -> client.upload(LARGE, LARGE)) / 1e6;
    }
  }

  private static Turn phones(ChildProcess server, int port, Duration time) throws Exception {
    List<TusClient> opened = new ArrayList<>();
    try {
      return Turn.of(
          server,
          PHONES,
          time,
          () -> {
            var client = new TusClient(port);
            opened.add(client);
            return () -> client.upload(PHOTO, PIECE);
          });
    } finally {
      for (TusClient client : opened) {
        client.close();
      }
    }
  }
}
