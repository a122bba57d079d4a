package dev.satchel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a start costs: the binary of this build over that of an earlier one, and the jar with its
 * AOT cache over the jar without, in turns. Database and store are there. Linux only.
 */
final class StartBenchmark {

  private static final int STARTS = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Document PHOTO = new Document(3_000_000);
  private static final List<String> TIGHT = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=48m");

  /** With which the build trains the cache: without it, Java does not take the cache. */
  static final List<String> TRAINED = List.of("-XX:+UseCompactObjectHeaders");

  private final Path target;
  private final Services services;

  /**
   * Starts nothing.
   *
   * @param target of this build
   */
  StartBenchmark(Path target, Services services) {
    this.target = target;
    this.services = services;
  }

  /**
   * Prints what there is to compare.
   *
   * @param earlier the directory {@code target} of an earlier build, if there is one
   */
  void run(int sink, Optional<Path> earlier) throws Exception {
    Optional<Path> before = earlier.flatMap(StartBenchmark::binary);
    Optional<Path> now = binary(target);
    if (now.isPresent() && before.isPresent()) {
      compare("binary", command(now.get()), command(before.get()), sink);
      Figures.print(
          "binary, MB on disk, over the earlier one",
          Files.size(now.get()) / 1e6,
          Files.size(before.get()) / 1e6);
    } else {
      System.out.println("start: there are not two binaries, of this build and of an earlier one");
    }
    Optional<List<String>> cached = cached(target);
    if (cached.isPresent()) {
      compare("jar with AOT cache", services.jar(cached.get()), services.jar(TRAINED), sink);
    } else {
      System.out.println("start: there is no AOT cache, which a build with -Daot trains");
    }
  }

  /** The options of Java with a build's AOT cache, where there is one. */
  static Optional<List<String>> cached(Path target) {
    Path cache = target.resolve("quarkus-app").resolve("app.aot");
    var options = new ArrayList<>(TRAINED);
    options.add("-XX:AOTCache=" + cache);
    return Optional.<List<String>>of(options).filter(it -> Files.exists(cache));
  }

  /** The binary of a build, where there is one. */
  static Optional<Path> binary(Path target) {
    try (var files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith("-runner")).findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** With the options of {@code Dockerfile.native}. */
  static List<String> command(Path binary) {
    var command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(TIGHT);
    return command;
  }

  private void compare(String name, List<String> ours, List<String> theirs, int sink)
      throws Exception {
    List<Start> now = new ArrayList<>();
    List<Start> before = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      now.add(start(ours, sink));
      before.add(start(theirs, sink));
    }
    print(name + ", ms until ready", now, before, Start::ready);
    print(name + ", ms of processor time until ready", now, before, Start::cpu);
    print(name + ", page faults until ready", now, before, Start::faults);
    print(name + ", ms until 3 MB are uploaded", now, before, Start::uploaded);
    print(name + ", MiB resident when idle", now, before, Start::resident);
  }

  private static void print(
      String figure, List<Start> now, List<Start> before, ToDoubleFunction<Start> value) {
    Figures.print(figure, Load.median(now, value), Load.median(before, value));
  }

  /**
   * One start.
   *
   * @param ready milliseconds until readiness was answered with 200
   * @param cpu milliseconds of processor time until then
   * @param faults of pages until then
   * @param uploaded milliseconds until the first upload was answered
   * @param resident MiB before that
   */
  private record Start(double ready, double cpu, double faults, double uploaded, double resident) {}

  private Start start(List<String> command, int sink) throws Exception {
    int port = freePort();
    int management = freePort();
    long began = System.nanoTime();
    try (var process = services.launch(command, sink, port, management)) {
      awaitReady(management, began);
      double ready = millisSince(began);
      double cpu = process.cpuMillis();
      double faults = process.pageFaults();
      double resident = process.memory() / 1024.0;
      try (var client = new UploadClient(port)) {
        client.post(PHOTO);
      }
      return new Start(ready, cpu, faults, millisSince(began), resident);
    }
  }

  private static void awaitReady(int port, long began) throws Exception {
    while (true) {
      try (var client = new UploadClient(port)) {
        client.get("/q/health/ready");
        return;
      } catch (IOException notYet) {
        if (millisSince(began) > PATIENCE.toMillis()) {
          throw notYet;
        }
        Thread.sleep(1);
      }
    }
  }

  private static double millisSince(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
