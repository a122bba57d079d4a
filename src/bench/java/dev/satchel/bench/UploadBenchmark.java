package dev.satchel.bench;

import dev.satchel.dev.ServersProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What an upload costs, beside what it would cost without Satchel. */
public final class UploadBenchmark {

  private static final int CLIENTS = 16;

  /** Uploads of 1 GiB until the compiler has done its work. */
  private static final int WARM_UPS = 5;

  private static final Duration TIME = Duration.ofSeconds(5);

  /** Of uploads side by side: what a minute of load has not compiled is not worth compiling. */
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private static final Document LARGE = new Document((1L << 30) / 3 * 3);
  private static final Document PHOTO = new Document(3_000_000);
  private static final Document SMALL = new Document(4_095);
  private static final List<String> TIGHT = List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m");

  /** Files of 10 MB before the peak is taken, so that what grows is what the last one needs. */
  private static final int FILES_BEFORE = 100;

  private static final int CROWD = 200;
  private static final List<String> SMALL_CONTAINER =
      List.of("-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC");

  /** Names of figures, separated by commas; all of them where it is empty. */
  private static final String ONLY = System.getProperty("bench.only", "").strip();

  private static final Duration SOAK =
      Duration.ofSeconds(Integer.getInteger("bench.soak-seconds", 600));

  private final Path target;
  private final Map<String, String> database;
  private final Services services;
  private final Peers peers;

  private UploadBenchmark(Path target, Map<String, String> database) {
    this.target = target;
    this.database = database;
    this.services = new Services(target.resolve("quarkus-app"), log("service"), database);
    this.peers = new Peers(target, database);
  }

  public static void main(String[] args) throws Exception {
    Path target = Path.of(args[0]).toAbsolutePath();
    new UploadBenchmark(target, database(target, "bench")).run();
    System.exit(0);
  }

  private static Map<String, String> database(Path target, String name) throws Exception {
    Path directory = Files.createDirectories(target.resolve(name));
    return new ServersProcess(
            ServersProcess.classPath(target), directory, "UTC", List.of("postgresql"))
        .start();
  }

  private void run() throws Exception {
    Figures.head();
    if (isWanted("codec")) {
      CodecBenchmark.run();
    }
    measure("thumbnails", () -> ThumbnailBenchmark.run(target));
    measure("picture-memory", () -> PictureMemory.run(target));
    measure("serving", this::serving);
    measure("downloads", this::downloads);
    measure("isolation", this::isolation);
    measure("resumable", this::resumable);
    measure("container", this::container);
    measure("start", this::start);
    try (var sink = ChildProcess.ofClass(S3Sink.class, log("sink"), List.of("-Xmx128m"))) {
      int port = Integer.parseInt(sink.awaitLine(""));
      measure("native", () -> compiled(port));
      measure("large", () -> oneLargeFile(port));
      measure("photos", () -> photos(port));
      measure("requests", () -> requests(port));
      measure("peers", () -> new PeersBenchmark(target, services, peers).run(port));
      measure("scale", () -> new ScaleBenchmark(target, services).run(port));
      measure("before", () -> before(port));
      measure("memory", () -> memory(port));
      measure("crowd", () -> crowd(port));
      measure("soak", () -> soak(port));
      measure("webhooks", () -> webhooks(port));
      measure("retention", () -> retention(port));
    }
  }

  private static void measure(String name, Load.Work figure) throws Exception {
    if (isWanted(name)) {
      figure.run();
    }
  }

  private static boolean isWanted(String name) {
    return ONLY.isEmpty() || List.of(ONLY.split(",")).contains(name);
  }

  private void oneLargeFile(int sink) throws Exception {
    try (var service = service(sink, TIGHT);
        var s3 = new SdkClient(sink);
        var client = new UploadClient(service.port())) {
      for (int i = 0; i < WARM_UPS; i++) {
        client.post(LARGE);
        s3.putParts(LARGE.size());
      }
      double ours = LARGE.size() / Load.seconds(() -> client.post(LARGE)) / 1e6;
      double theirs = LARGE.size() / Load.seconds(() -> s3.putParts(LARGE.size())) / 1e6;
      Figures.print("1 GiB file, decoded MB/s (SDK from memory)", ours, theirs);
      Figures.print("  peak RSS with -Xmx128m and 64m direct, MiB", service.peakMemory());
    }
  }

  private void photos(int sink) throws Exception {
    try (var service = service(sink, List.of());
        var s3 = new SdkClient(sink)) {
      double ours = uploads(service.port(), PHOTO) * PHOTO.size() / 1e6;
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) PHOTO.size());
      double theirs = warmed(() -> () -> s3.put(bytes)) * PHOTO.size() / 1e6;
      Figures.print("16 clients, 3 MB photos, MB/s (SDK from memory)", ours, theirs);
    }
  }

  private void requests(int sink) throws Exception {
    try (var service = service(sink, List.of());
        var binding = before(sink, BindingServer.class);
        var relay = before(sink, RelayServer.class)) {
      int baseline = Integer.parseInt(binding.awaitLine(""));
      int bound = Integer.parseInt(relay.awaitLine(""));
      for (Document document : List.of(PHOTO, SMALL)) {
        double ours = uploads(service.port(), document);
        double theirs = uploads(baseline, document);
        double possible = uploads(bound, document);
        Figures.print(
            "16 clients, %,d bytes, requests/s (binding)".formatted(document.size()), ours, theirs);
        Figures.print("  a relay that keeps nothing (binding)", possible, theirs);
      }
    }
  }

  private ChildProcess before(int sink, Class<?> server) throws IOException {
    return ChildProcess.ofClass(
        server, log(server.getSimpleName()), List.of(), Integer.toString(sink));
  }

  private void memory(int sink) throws Exception {
    long small = peak(sink, new Document(9_999_999));
    long large = peak(sink, new Document(Long.getLong("bench.large", 5L << 30) / 3 * 3));
    Figures.print("peak RSS, MiB, of a 10 MB file", small);
    Figures.print("  growth with a 5 GiB file", large - small);
  }

  /** Fifty times as much as fits into the memory, all at once. */
  private void crowd(int sink) throws Exception {
    var document = new Document(49_999_998);
    try (var service = service(sink, SMALL_CONTAINER);
        var threads = Executors.newFixedThreadPool(CROWD)) {
      Callable<Void> upload =
          () -> {
            try (var client = new UploadClient(service.port())) {
              client.post(document);
            }
            return null;
          };
      long start = System.nanoTime();
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(CROWD, upload))) {
        done.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Figures.print("200 uploads of 50 MB at once, MB/s", CROWD * 50 / seconds);
      Figures.print("  peak RSS in a small container, MiB", service.peakMemory());
    }
  }

  /** Photos at full load. Says how fast the memory grows once everything has been warm. */
  private void soak(int sink) throws Exception {
    try (var service = service(sink, TIGHT);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      uploads(service.port(), PHOTO);
      var slope = new Slope();
      Future<?> sampling = threads.submit(() -> slope.sample(service.process()::memory));
      try (var clients = new UploadClients(CLIENTS, service.port(), PHOTO)) {
        Load.perSecond(CLIENTS, SOAK, 1, clients);
      }
      sampling.cancel(true);
      Figures.print(
          "%d s of photos, slope of RSS, MiB a minute".formatted(SOAK.toSeconds()),
          slope.perMinute());
      Figures.print("  peak RSS, MiB", service.peakMemory());
    }
  }

  private void serving() throws Exception {
    try (var store = keepingStore();
        var service = service(Integer.parseInt(store.awaitLine("")), List.of())) {
      new ServingBenchmark(target).run(service.port());
    }
  }

  private void downloads() throws Exception {
    try (var store = keepingStore()) {
      int port = Integer.parseInt(store.awaitLine(""));
      try (var service = service(port, List.of())) {
        new DownloadBenchmark(service, port).run();
      }
    }
  }

  private ChildProcess keepingStore() throws IOException {
    return ChildProcess.ofClass(S3Sink.class, log("store"), List.of(), "keep");
  }

  private void resumable() throws Exception {
    try (var store = ChildProcess.ofClass(S3Sink.class, log("store"), List.of(), "pieces")) {
      new ResumableBenchmark(services, peers).run(Integer.parseInt(store.awaitLine("")));
    }
  }

  private void isolation() throws Exception {
    try (var store = keepingStore()) {
      new IsolationBenchmark(target, services).run(Integer.parseInt(store.awaitLine("")));
    }
  }

  private void container() throws Exception {
    try (var store = keepingStore()) {
      new ContainerMemory(target, services).run(Integer.parseInt(store.awaitLine("")));
    }
  }

  private void start() throws Exception {
    try (var store = keepingStore()) {
      int port = Integer.parseInt(store.awaitLine(""));
      new StartBenchmark(target, services).run(port, earlier().map(Path::getParent));
    }
  }

  private void compiled(int sink) throws Exception {
    try (var store = keepingStore()) {
      int keeping = Integer.parseInt(store.awaitLine(""));
      new NativeBenchmark(target, services, sink, keeping).run(earlier().map(Path::getParent));
    }
  }

  /** The directory {@code quarkus-app} of an earlier build, where one was named. */
  private static Optional<Path> earlier() {
    String named = System.getProperty("bench.before", "").strip();
    return Optional.of(named).filter(it -> !it.isEmpty()).map(Path::of);
  }

  /** Beside an earlier build, where there is one to compare with. */
  private void before(int sink) throws Exception {
    Optional<Path> earlier = earlier();
    if (earlier.isEmpty()) {
      System.out.println("before: no -Dbench.before names the quarkus-app of an earlier build");
    } else {
      var before = new Services(earlier.get(), log("before"), database(target, "before"));
      new BuildComparison(services, before).run(sink);
    }
  }

  private void webhooks(int sink) throws Exception {
    try (var service = service(sink, List.of())) {
      new WebhookBenchmark(database).run(service);
    }
  }

  private void retention(int sink) throws Exception {
    var benchmark = new RetentionBenchmark(database);
    try (var idle = service(sink, List.of())) {
      benchmark.prepare();
    }
    try (var service = service(sink, List.of("-Dsatchel.retention.every=1s"))) {
      benchmark.run();
    }
  }

  private long peak(int sink, Document document) throws Exception {
    try (var service = service(sink, TIGHT);
        var client = new UploadClient(service.port())) {
      for (int i = 0; i < FILES_BEFORE; i++) {
        client.post(new Document(9_999_999));
      }
      client.post(document);
      return service.peakMemory();
    }
  }

  private static double uploads(int port, Document document) throws Exception {
    try (var clients = new UploadClients(CLIENTS, port, document)) {
      return warmed(clients);
    }
  }

  private static double warmed(Load.Clients clients) throws Exception {
    Load.perSecond(CLIENTS, WARM_UP, 1, clients);
    return Load.perSecond(CLIENTS, TIME, clients);
  }

  private Service service(int sink, List<String> options) throws IOException {
    return services.start(sink, options);
  }

  private Path log(String name) {
    return target.resolve("bench").resolve(name + ".log");
  }
}
