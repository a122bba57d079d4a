package dev.satchel.image;

import dev.satchel.command.ThisProgram;
import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.isolation.WorkerProcess;
import dev.satchel.image.pipeline.Deadline;
import dev.satchel.image.system.Confinement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Thumbnails by {@link RenderWorker} processes, so many at a time and no more. What goes wrong in
 * one costs the thumbnail that it was making, and nothing else. A worker that has nothing to do for
 * a while is ended. Safe for use by several threads.
 */
public final class IsolatedThumbnails implements Thumbnails, AutoCloseable {

  /** A worker keeps its own time; after some more it is killed. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** What a worker's JVM takes beside the pictures. */
  private static final long HEAP_FOR_ITSELF = 32L << 20;

  private static final Logger LOG = Logger.getLogger(IsolatedThumbnails.class);

  private final List<String> command;
  private final Duration patience;
  private final Workers workers;
  private final Semaphore places;
  private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
  private final Thread retirement = Thread.ofVirtual().unstarted(this::retireIdle);
  private final AtomicBoolean told = new AtomicBoolean();
  private WorkerProcess.@Nullable Greeting greeting;
  private volatile boolean closed;

  /**
   * The processes.
   *
   * @param most how many there are at a time, at least 1
   * @param maxSource bytes of the largest source
   * @param maxIdle how long one is kept that has nothing to do
   */
  public record Workers(int most, long maxSource, Duration maxIdle) {}

  /**
   * Starts none yet.
   *
   * @param choice what workers render with
   * @param limits of each rendering, in its worker
   */
  public IsolatedThumbnails(EngineChoice choice, ImageLimits limits, Workers workers) {
    long maxSource = workers.maxSource();
    var program =
        new ArrayList<>(
            program(limits.maxMemory() + RenderWorker.COPIES * maxSource + HEAP_FOR_ITSELF));
    program.addAll(RenderWorker.arguments(choice, limits, maxSource));
    this.command = List.copyOf(program);
    this.patience = limits.maxTime().plus(GRACE);
    this.workers = workers;
    this.places = new Semaphore(workers.most());
    retirement.start();
  }

  private static List<String> program(long heap) {
    var options =
        List.of(
            "-Xmx" + heap,
            "-Xms16m",
            "-XX:+UseSerialGC",
            // Libraries do the work: a second compiler would only take memory.
            "-XX:TieredStopAtLevel=1",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED");
    return ThisProgram.command(options, RenderWorker.class.getName());
  }

  /**
   * What workers say of the engine that they render with. The first call starts one.
   *
   * @throws UncheckedIOException where it cannot be started
   */
  @Override
  public String version() {
    return greeting().version();
  }

  @Override
  public String decoders() {
    return greeting().decoders();
  }

  private synchronized WorkerProcess.Greeting greeting() {
    if (greeting == null) {
      try {
        WorkerProcess first = next();
        greeting = first.greeting();
        giveBack(first);
      } catch (IOException failure) {
        throw new UncheckedIOException("No render worker can be started", failure);
      }
    }
    return greeting;
  }

  @Override
  public Rendering render(byte[] source, ImageSize asked) {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new NotDecodable(Reason.NO_ROOM);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new NotDecodable(Reason.INTERRUPTED);
    }
    try {
      return rendered(source, asked);
    } finally {
      places.release();
    }
  }

  private Rendering rendered(byte[] source, ImageSize asked) {
    WorkerProcess worker;
    try {
      worker = next();
    } catch (IOException failure) {
      return withoutWorker(failure);
    }
    // Its time begins here: how long it has waited for a worker is not the picture's fault.
    Rendering rendering = worker.render(source, asked, new Deadline(patience));
    giveBack(worker);
    return rendering;
  }

  private static Rendering withoutWorker(IOException failure) {
    if (Thread.currentThread().isInterrupted()) {
      return new NotDecodable(Reason.INTERRUPTED);
    }
    LOG.warnf("No render worker can be started: %s", failure.getMessage());
    return new NotDecodable(Reason.NO_ROOM);
  }

  private WorkerProcess next() throws IOException {
    WorkerProcess worker = idle.poll();
    while (worker != null && !worker.usable()) {
      worker.close();
      worker = idle.poll();
    }
    return worker == null ? started() : worker;
  }

  private WorkerProcess started() throws IOException {
    WorkerProcess worker = WorkerProcess.start(command);
    String confinement = worker.greeting().confinement();
    if (!confinement.equals(Confinement.WHOLE) && !told.getAndSet(true)) {
      LOG.warnf(
          "Render workers are not confined as they could be on Linux, but by: %s", confinement);
    }
    return worker;
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

  /** The one that was used last is used next, so those that are not needed are the last ones. */
  private void retireIdle() {
    try {
      while (!closed) {
        Thread.sleep(workers.maxIdle().dividedBy(2));
        for (WorkerProcess last = idle.pollLast(); last != null; last = idle.pollLast()) {
          if (!last.idleFor(workers.maxIdle())) {
            idle.addLast(last);
            break;
          }
          last.close();
        }
      }
    } catch (InterruptedException byClose) {
      retirement.interrupt();
    }
  }

  /** Ends all workers, and those that are at work once they have rendered. */
  @Override
  public void close() {
    closed = true;
    retirement.interrupt();
    for (WorkerProcess worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
  }
}
