package dev.satchel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the binary does in a second over what the jar does, when both are warm, in turns; what an
 * earlier binary holds of memory after a thousand photos, and this one; and how many photos a jar
 * takes in its first minute, in which it is compiled, with its AOT cache and without. Linux only.
 */
final class NativeBenchmark {

  private static final int CLIENTS = 16;
  private static final int TURNS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final int UPLOADS = 1_000;
  private static final Document PHOTO = new Document(3_000_000);
  private static final Document SMALL = new Document(4_095);

  private final Path target;
  private final Services services;
  private final int sink;
  private final int store;

  /**
   * Starts nothing.
   *
   * @param target of this build
   * @param sink the port of a store that throws away
   * @param store the port of one that keeps
   */
  NativeBenchmark(Path target, Services services, int sink, int store) {
    this.target = target;
    this.services = services;
    this.sink = sink;
    this.store = store;
  }

  /**
   * Prints what there is to compare.
   *
   * @param earlier the directory {@code target} of an earlier build, if there is one
   */
  void run(Optional<Path> earlier) throws Exception {
    Optional<Path> now = StartBenchmark.binary(target);
    if (now.isEmpty()) {
      System.out.println("native: there is no binary");
      return;
    }
    List<String> binary = StartBenchmark.command(now.get());
    compare("16 clients, 3 MB photos, requests/s", binary, port -> uploads(port, PHOTO), sink);
    compare("16 clients, 4 KB files, requests/s", binary, port -> uploads(port, SMALL), sink);
    compare("16 clients, cold thumbnails, requests/s", binary, this::thumbnails, store);
    double held = memory(binary);
    Optional<Path> before = earlier.flatMap(StartBenchmark::binary);
    if (before.isPresent()) {
      double beforeHeld = memory(StartBenchmark.command(before.get()));
      Figures.print("binary, MiB resident after 1,000 photos, over the earlier", held, beforeHeld);
    } else {
      Figures.print("binary, MiB resident after 1,000 photos", held);
    }
    Optional<List<String>> cached = StartBenchmark.cached(target);
    if (cached.isPresent()) {
      Figures.print(
          "photos in the first minute, jar with AOT cache (without)",
          firstMinute(services.jar(cached.get())),
          firstMinute(services.jar(StartBenchmark.TRAINED)));
    }
  }

  /** Opens the clients of a service. */
  private interface Opener {
    Load.Clients open(int port) throws Exception;
  }

  private void compare(String figure, List<String> binary, Opener opener, int s3) throws Exception {
    try (var ours = services.run(binary, s3);
        var theirs = services.run(services.jar(List.of()), s3)) {
      Load.Clients compiled = opener.open(ours.port());
      Load.Clients jar = opener.open(theirs.port());
      Load.perSecond(CLIENTS, WARM_UP, 1, compiled);
      Load.perSecond(CLIENTS, WARM_UP, 1, jar);
      List<Turn> now = new ArrayList<>();
      List<Turn> before = new ArrayList<>();
      for (int turn = 0; turn < TURNS; turn++) {
        now.add(Turn.of(ours.process(), CLIENTS, TIME, compiled));
        before.add(Turn.of(theirs.process(), CLIENTS, TIME, jar));
      }
      Turn.print(figure, "jar", now, before);
    }
  }

  private static Load.Clients uploads(int port, Document document) {
    return () -> {
      var client = new UploadClient(port);
      return () -> client.post(document);
    };
  }

  private Load.Clients thumbnails(int port) throws Exception {
    Path photo = Files.createDirectories(target.resolve("bench")).resolve("photo.jpg");
    new Photo().writeJpeg(photo);
    String id = UploadClient.upload(port, Files.readAllBytes(photo));
    return ServingBenchmark.coldThumbnails(port, "/v1/files/" + id + "?");
  }

  private double memory(List<String> binary) throws Exception {
    var left = new AtomicInteger(UPLOADS);
    try (var service = services.run(binary, sink);
        var threads = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<Void> uploads =
          () -> {
            try (var client = new UploadClient(service.port())) {
              while (left.getAndDecrement() > 0) {
                client.post(PHOTO);
              }
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(CLIENTS, uploads))) {
        done.get();
      }
      return service.process().memory() / 1024.0;
    }
  }

  private double firstMinute(List<String> jar) throws Exception {
    long began = System.nanoTime();
    try (var service = services.run(jar, sink);
        var clients = new UploadClients(CLIENTS, service.port(), PHOTO)) {
      Duration left = FIRST.minusNanos(System.nanoTime() - began);
      return Load.perSecond(CLIENTS, left, 1, clients) * left.toMillis() / 1e3;
    }
  }
}
