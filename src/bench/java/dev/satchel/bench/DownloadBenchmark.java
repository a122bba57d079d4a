package dev.satchel.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;

/**
 * Downloads of photos over HTTP, each checked on its way, beside the SDK that gets an object of the
 * same size from the same store into memory.
 */
final class DownloadBenchmark {

  private static final int CLIENTS = 16;
  private static final int SIZE = 3_000_000;
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final Service service;
  private final int store;

  /**
   * Loads nothing.
   *
   * @param store the port of a store that keeps, which is also the service's
   */
  DownloadBenchmark(Service service, int store) {
    this.service = service;
    this.store = store;
  }

  void run() throws Exception {
    var bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    String path = "/v1/files/" + UploadClient.upload(service.port(), bytes);
    try (var s3 = new SdkClient(store)) {
      s3.put(ByteBuffer.allocateDirect(SIZE).put(bytes).flip());
      Load.Clients ours = () -> downloads(path);
      Load.Clients theirs = () -> s3::get;
      Load.perSecond(CLIENTS, WARM_UP, 1, ours);
      Load.perSecond(CLIENTS, WARM_UP, 1, theirs);
      double served = Load.perSecond(CLIENTS, TIME, ours);
      double got = Load.perSecond(CLIENTS, TIME, theirs);
      Figures.print(
          "16 clients, downloads of 3 MB, MB/s (SDK)", served * SIZE / 1e6, got * SIZE / 1e6);
      Figures.print(
          "  ms of processor time of each",
          Turn.of(service.process(), CLIENTS, TIME, ours).cpuMillis());
    }
  }

  private Load.Work downloads(String path) throws Exception {
    var client = new UploadClient(service.port());
    return () -> client.get(path);
  }
}
