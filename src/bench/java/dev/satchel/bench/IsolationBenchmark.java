package dev.satchel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cold thumbnails over HTTP, each of a size that nobody has asked for, of what libvips decodes: in
 * processes of their own beside in the service, in turns.
 */
final class IsolationBenchmark {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = 9;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(4);
  private static final List<String> KINDS =
      List.of("photo.jpg[Q=90]", "rows.png[compression=1]", "photo.webp", "photo.heic");

  private final Path target;
  private final Services services;

  IsolationBenchmark(Path target, Services services) {
    this.target = target;
    this.services = services;
  }

  void run(int store) throws Exception {
    Path png = Pictures.photo(target);
    try (Service isolated = services.start(store, List.of("-Dsatchel.image.isolation=auto"));
        Service together = services.start(store, List.of("-Dsatchel.image.isolation=none"))) {
      for (String kind : KINDS) {
        if (Pictures.made(png, kind)) {
          compare(Pictures.file(png, kind), isolated, together);
        }
      }
    }
  }

  private static void compare(Path picture, Service isolated, Service together) throws Exception {
    var ours = new Turns(isolated, picture);
    var theirs = new Turns(together, picture);
    var rates = new double[ROUNDS];
    var baseline = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rates[i] = ours.perSecond(TIME);
      baseline[i] = theirs.perSecond(TIME);
    }
    Figures.print(
        "8 clients, cold " + picture.getFileName() + ", requests/s (in the service)",
        Load.median(rates),
        Load.median(baseline));
  }

  private record Turns(Service service, String file, AtomicInteger next) {

    /** Uploads the picture, and lets the service get warm with it. */
    Turns(Service service, Path picture) throws Exception {
      this(
          service,
          "/v1/files/"
              + UploadClient.upload(service.port(), Files.readAllBytes(picture))
              + "?imageSize=200x",
          new AtomicInteger());
      perSecond(WARM_UP);
    }

    double perSecond(Duration time) throws Exception {
      return Load.perSecond(
          CLIENTS,
          time,
          1,
          () -> {
            var client = new UploadClient(service.port());
            return () -> client.get(file + (141 + next.getAndIncrement() % 1_000));
          });
    }
  }
}
