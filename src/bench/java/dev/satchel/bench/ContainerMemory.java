package dev.satchel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of the service and its workers together in a container of 512 MiB, while clients want
 * thumbnails of the largest pictures that there are, and of such as say that they are small. Needs
 * a control group of memory that may be written to; each thumbnail is of a size of its own.
 */
final class ContainerMemory {

  private static final long LIMIT = 512L << 20;
  private static final int CLIENTS = 8;
  private static final Duration TIME = Duration.ofSeconds(60);

  /** What fails is tried again soon. */
  private static final String RETRY = "-Dsatchel.image.retry-after=1s";

  /** As the image has them, but for its AOT cache. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          "-XX:InitialRAMPercentage=25",
          "-XX:MaxRAMPercentage=25",
          RETRY);

  /** The sizes that a HEIF file declares (ISO/IEC 23008-12, 6.5.3), behind a version and flags. */
  private static final byte[] DECLARED = "ispe\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final int SMALL = 64;

  private static final String NO_ROOM = "HTTP/1.1 503";

  private final Path target;
  private final Services services;

  ContainerMemory(Path target, Services services) {
    this.target = target;
    this.services = services;
  }

  void run(int store) throws Exception {
    measure("jar", services.jar(options()), store);
    try (var binaries = Files.newDirectoryStream(target, "*-runner")) {
      for (Path binary : binaries) {
        measure("binary", binary(binary), store);
      }
    }
  }

  /** With the AOT cache where the build has made one: without it, more memory is the JVM's. */
  private List<String> options() {
    Path cache = target.resolve("quarkus-app/app.aot");
    var options = new ArrayList<>(OPTIONS);
    if (Files.exists(cache)) {
      options.add("-XX:AOTCache=" + cache);
    } else {
      System.out.println("container: the jar has no AOT cache, which the image has");
    }
    return options;
  }

  private static List<String> binary(Path file) {
    return List.of(file.toString(), "-Xmx64m", "-XX:MaxDirectMemorySize=48m", RETRY);
  }

  private void measure(String what, List<String> command, int store) throws Exception {
    ControlGroup group;
    try {
      group = ControlGroup.make(LIMIT);
    } catch (IOException noGroups) {
      System.out.println("container: no control group can be made here: " + noGroups.getMessage());
      return;
    }
    try (group) {
      var entering = new ArrayList<>(group.entering());
      entering.addAll(command);
      measure(what, group, entering, store);
    }
  }

  private void measure(String what, ControlGroup group, List<String> command, int store)
      throws Exception {
    try (Service service = services.run(command, store)) {
      List<String> files = upload(service.port());
      var peak = new AtomicLong();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> sampling = threads.submit(() -> sample(group, peak));
        try {
          askForThumbnails(service.port(), files);
        } finally {
          sampling.cancel(true);
        }
      }
      Figures.print(
          what + " in a container, peak of memory, MiB (limit)", peak.get() >> 20, LIMIT >> 20);
    } finally {
      Figures.print("  processes killed for want of it", group.kills());
    }
  }

  private static Void sample(ControlGroup group, AtomicLong peak) throws Exception {
    while (true) {
      peak.accumulateAndGet(group.held(), Math::max);
      Thread.sleep(5);
    }
  }

  private List<String> upload(int port) throws Exception {
    Path png = Pictures.photo(target);
    List<String> files = new ArrayList<>();
    for (String kind : Pictures.KINDS) {
      if (Pictures.made(png, kind)) {
        byte[] picture = Files.readAllBytes(Pictures.file(png, kind));
        files.add("/v1/files/" + UploadClient.upload(port, picture) + "?imageSize=");
        if (saysThatItIsSmall(picture)) {
          files.add("/v1/files/" + UploadClient.upload(port, picture) + "?imageSize=");
        }
      }
    }
    return files;
  }

  /** Whether it has been made a picture that does. */
  private static boolean saysThatItIsSmall(byte[] picture) {
    String text = new String(picture, StandardCharsets.ISO_8859_1);
    String declared = new String(DECLARED, StandardCharsets.ISO_8859_1);
    int found = text.indexOf(declared);
    for (int at = found; at >= 0; at = text.indexOf(declared, at + 1)) {
      ByteBuffer.wrap(picture, at + DECLARED.length, 2 * Integer.BYTES).putInt(SMALL).putInt(SMALL);
    }
    return found >= 0;
  }

  /** An answer that there is no room now is one that a client may get here. */
  private static void askForThumbnails(int port, List<String> files) throws Exception {
    var next = new AtomicInteger();
    var refused = new AtomicInteger();
    Load.perSecond(
        CLIENTS,
        TIME,
        1,
        () -> {
          var client = new UploadClient(port);
          return () -> {
            int number = next.getAndIncrement();
            int side = 1024 + number / files.size() % 1_000;
            String path = files.get(number % files.size()) + side + "x" + side;
            try {
              client.get(path);
            } catch (IOException failure) {
              if (!String.valueOf(failure.getMessage()).startsWith(NO_ROOM)) {
                throw failure;
              }
              refused.getAndIncrement();
            }
          };
        });
    Figures.print("  answered", next.get());
    Figures.print("  refused", refused.get());
  }
}
