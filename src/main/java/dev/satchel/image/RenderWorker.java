package dev.satchel.image;

import dev.satchel.image.isolation.WorkerProtocol;
import dev.satchel.image.system.Confinement;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The service in another role: a process that does nothing but render what comes over its standard
 * input, until that ends. It has no settings, no credentials and no connection to anything, gives
 * up what it does not need ({@link Confinement}), and may crash or be killed at any time.
 */
public final class RenderWorker {

  /** The first argument of a process in this role. */
  public static final String ROLE = "--render-worker";

  /** What a runtime takes for itself when it works: code, threads, its collector. */
  private static final long FOR_ITSELF = 64L << 20;

  /** Times that the bytes of a source are in memory. */
  static final int COPIES = 2;

  private static final int FAILED = 1;

  private RenderWorker() {}

  /**
   * The arguments that make a process such a worker.
   *
   * @param maxSource bytes of the largest source
   */
  static List<String> arguments(EngineChoice choice, ImageLimits limits, long maxSource) {
    return List.of(
        ROLE,
        choice.name(),
        Long.toString(limits.maxPixels()),
        Long.toString(limits.maxMemory()),
        Long.toString(limits.maxTime().toMillis()),
        Long.toString(maxSource));
  }

  /** Renders until there is no more to do. */
  public static void main(String... arguments) throws IOException {
    ImageLimits limits =
        new ImageLimits(
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]),
            Duration.ofMillis(Long.parseLong(arguments[4])));
    ImageEngine engine = EngineChoice.valueOf(arguments[1]).engine(limits);
    engine.load();
    var answers = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    var confinement = Confinement.enter(memory(limits, Long.parseLong(arguments[5])));
    try {
      new Serving(engine, limits, confinement)
          .serve(
              new DataInputStream(new BufferedInputStream(System.in)),
              new DataOutputStream(new BufferedOutputStream(answers)));
    } catch (Throwable failure) {
      // With no memory left an orderly end may wait for ever, and the service for this process.
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /** Bytes that a rendering may take, beyond what the process has at rest. */
  private static long memory(ImageLimits limits, long source) {
    return FOR_ITSELF + limits.maxMemory() + COPIES * source;
  }

  private record Serving(
      ImageEngine engine, ImageLimits limits, Optional<Confinement> confinement) {

    @SuppressWarnings("EmptyCatch") // the end of the service is the end of its workers
    void serve(DataInputStream jobs, DataOutputStream answers) throws IOException {
      answers.writeUTF(engine.version());
      answers.writeUTF(engine.decoders());
      answers.writeUTF(confinement.map(Confinement::toString).orElse("nothing"));
      answers.flush();
      try {
        while (true) {
          serveNext(jobs, answers);
          if (Runtime.getRuntime().totalMemory() > FOR_ITSELF) {
            // Within a limit of memory, what waits for the collector is missing for the next one.
            System.gc();
          }
        }
      } catch (EOFException end) {
        // There is no more to do.
      }
    }

    private void serveNext(DataInputStream jobs, DataOutputStream answers) throws IOException {
      var job = WorkerProtocol.Job.read(jobs, this::allow);
      WorkerProtocol.write(engine.render(job.source(), job.size()), answers);
    }

    private void allow(int source) {
      confinement.ifPresent(limit -> limit.allow(memory(limits, source)));
    }
  }
}
