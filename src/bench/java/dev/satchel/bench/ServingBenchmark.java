package dev.satchel.bench;

import dev.satchel.image.ImageSize;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thumbnails over HTTP: cold ones, each of a size that nobody has asked for, one after the other
 * beside sharp, which has the bytes in its memory, and side by side; and one that is stored again
 * and again, beside nginx, which serves the same bytes as a file to everybody.
 */
final class ServingBenchmark {

  private static final int CLIENTS = 8;
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final String STORED = "imageSize=200x140";
  private static final List<ImageSize> SIZES =
      List.of(new ImageSize(200, 140), new ImageSize(1024, 768));

  /** Cold thumbnails of one size; as many before them warm the compiler up. */
  private static final int RUNS = 50;

  private final Path directory;
  private final Sharp sharp;

  ServingBenchmark(Path target) throws IOException {
    this.directory = Files.createDirectories(target.resolve("bench").resolve("nginx"));
    this.sharp =
        new Sharp(target, Files.createDirectories(target.resolve("bench").resolve("sharp")));
  }

  void run(int port) throws Exception {
    Path photo = directory.resolve("photo.jpg");
    new Photo().writeJpeg(photo);
    String file = "/v1/files/" + UploadClient.upload(port, Files.readAllBytes(photo)) + "?";
    byte[] thumbnail;
    try (var client = new UploadClient(port)) {
      thumbnail = client.get(file + STORED);
    }
    // It is kept behind the answer, and only so many sizes of a file are.
    Thread.sleep(1_000);
    besideSharp(port, file, photo);
    Figures.print("8 clients, cold thumbnails of 12 MP, requests/s", cold(port, file));
    double ours = served(port, file + STORED);
    Files.write(directory.resolve("thumbnail.jpg"), thumbnail);
    int freePort = freePort();
    try (var nginx = new Nginx(nginx(freePort))) {
      nginx.await(freePort);
      Figures.print(
          "8 clients, stored thumbnails, requests/s (nginx)",
          ours,
          served(freePort, "/thumbnail.jpg"));
    } catch (IOException missing) {
      Figures.print("8 clients, stored thumbnails, requests/s (no nginx here)", ours);
    }
  }

  private void besideSharp(int port, String file, Path photo) throws Exception {
    boolean isInstalled = sharp.isInstalled();
    try (var client = new UploadClient(port)) {
      for (ImageSize size : SIZES) {
        oneByOne(client, file, size.width(), size.height());
        double ours = oneByOne(client, file, size.width(), size.height() - RUNS);
        if (isInstalled) {
          Figures.print(
              "cold thumbnail of 12 MP, %s, ms (sharp)".formatted(size),
              ours,
              sharp.median(photo, size, RUNS));
        } else {
          Figures.print("cold thumbnail of 12 MP, %s, ms (no sharp here)".formatted(size), ours);
        }
      }
    }
  }

  /**
   * The median milliseconds of thumbnails that nobody has asked for before. All are as large as the
   * width says, since the picture is higher than any of the boxes.
   */
  private static double oneByOne(UploadClient client, String file, int width, int height)
      throws IOException {
    var millis = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      String size = "imageSize=" + width + "x" + (height - i);
      long start = System.nanoTime();
      client.get(file + size);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return Load.median(millis);
  }

  private static double cold(int port, String file) throws Exception {
    return Load.perSecond(CLIENTS, TIME, coldThumbnails(port, file));
  }

  /**
   * Clients that ask for thumbnails of sizes that nobody has asked for before.
   *
   * @param file the path of a file, with its question mark
   */
  static Load.Clients coldThumbnails(int port, String file) {
    var next = new AtomicInteger();
    return () -> {
      var client = new UploadClient(port);
      return () -> {
        int n = next.getAndIncrement();
        client.get(file + "imageSize=" + (200 + n % 100) + "x" + (141 + n / 100));
      };
    };
  }

  private static double served(int port, String path) throws Exception {
    Load.Clients clients =
        () -> {
          var client = new UploadClient(port);
          return () -> client.get(path);
        };
    Load.perSecond(CLIENTS, WARM_UP, 1, clients);
    return Load.perSecond(CLIENTS, TIME, clients);
  }

  private Process nginx(int port) throws IOException {
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off; pid nginx.pid; error_log stderr; worker_processes 2;
        events { }
        http {
          access_log off; sendfile on; keepalive_requests 1000000000;
          server { listen 127.0.0.1:%d; root %s; }
        }
        """
            .formatted(port, directory));
    return new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
        .redirectError(directory.resolve("nginx.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private record Nginx(Process process) implements AutoCloseable {

    private static final int TRIES = 50;

    void await(int port) throws IOException, InterruptedException {
      for (int i = 0; i < TRIES; i++) {
        try (var client = new UploadClient(port)) {
          return;
        } catch (IOException notYet) {
          Thread.sleep(100);
        }
      }
      throw new IOException("nginx does not start");
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
