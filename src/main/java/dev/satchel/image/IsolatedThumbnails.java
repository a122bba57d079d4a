package dev.satchel.image;

import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.isolation.WorkerProcess;
import dev.satchel.image.pipeline.Deadline;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Thumbnails by long-lived {@link RenderWorker} processes, one for each thread that renders at the
 * same time. What goes wrong in one costs the thumbnail that it was making, and nothing else. Safe
 * for use by several threads.
 */
public final class IsolatedThumbnails implements Thumbnails, AutoCloseable {

  /** A worker keeps its own time; after some more it is killed. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** What a worker's JVM takes beside the pictures. */
  private static final long HEAP_FOR_ITSELF = 32L << 20;

  private final List<String> command;
  private final Duration patience;
  private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
  private final String version;
  private volatile boolean closed;

  private IsolatedThumbnails(List<String> command, Duration patience) {
    this.command = command;
    this.patience = patience;
    try {
      WorkerProcess first = WorkerProcess.start(command);
      this.version = first.version();
      idle.push(first);
    } catch (IOException failure) {
      throw new UncheckedIOException("No render worker can be started", failure);
    }
  }

  /**
   * Starts a first worker.
   *
   * @param choice what workers render with
   * @param limits of each rendering, in its worker
   * @param maxSource bytes of the largest source
   * @throws UncheckedIOException where it cannot be started
   */
  public static IsolatedThumbnails start(EngineChoice choice, ImageLimits limits, long maxSource) {
    var command = new ArrayList<>(program(limits.maxMemory() + 2 * maxSource + HEAP_FOR_ITSELF));
    command.addAll(RenderWorker.arguments(choice, limits));
    return new IsolatedThumbnails(command, limits.maxTime().plus(GRACE));
  }

  /** This very program: a binary, a jar, or a main class. */
  private static List<String> program(long heap) {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      String binary = ProcessHandle.current().info().command().orElseThrow();
      return List.of(binary, "-Xmx" + heap);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    var command =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        classPath.contains(File.pathSeparator)
            ? List.of("-cp", classPath, RenderWorker.class.getName())
            : List.of("-jar", classPath));
    return command;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Rendering render(byte[] source, ImageSize asked) {
    Deadline deadline = new Deadline(patience);
    WorkerProcess worker;
    try {
      worker = next();
    } catch (IOException failure) {
      return new NotDecodable(Reason.DECODER_FAULT);
    }
    Rendering rendering = worker.render(source, asked, deadline);
    giveBack(worker);
    return rendering;
  }

  private WorkerProcess next() throws IOException {
    WorkerProcess worker = idle.poll();
    while (worker != null && !worker.usable()) {
      worker = idle.poll();
    }
    return worker == null ? WorkerProcess.start(command) : worker;
  }

  private void giveBack(WorkerProcess worker) {
    if (worker.usable()) {
      idle.push(worker);
    } else {
      worker.close();
    }
    if (closed) {
      close();
    }
  }

  /** Ends all workers, and those that are at work once they have rendered. */
  @Override
  public void close() {
    closed = true;
    for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
  }
}
