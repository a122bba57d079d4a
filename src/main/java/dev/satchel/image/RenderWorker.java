package dev.satchel.image;

import dev.satchel.image.isolation.WorkerProtocol;
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

/**
 * The service in another role: a process that does nothing but render what comes over its standard
 * input, until that ends. It has no settings, no credentials and no connection to anything, and may
 * crash or be killed at any time.
 */
public final class RenderWorker {

  /** The first argument of a process in this role. */
  public static final String ROLE = "--render-worker";

  private RenderWorker() {}

  /** The arguments that make a process such a worker. */
  static List<String> arguments(EngineChoice choice, ImageLimits limits) {
    return List.of(
        ROLE,
        choice.name(),
        Long.toString(limits.maxPixels()),
        Long.toString(limits.maxMemory()),
        Long.toString(limits.maxTime().toMillis()));
  }

  /** Renders until there is no more to do. */
  public static void main(String... arguments) throws IOException {
    ImageLimits limits =
        new ImageLimits(
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3]),
            Duration.ofMillis(Long.parseLong(arguments[4])));
    ImageEngine engine = EngineChoice.valueOf(arguments[1]).engine(limits, limits);
    var answers = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    serve(
        engine,
        new DataInputStream(new BufferedInputStream(System.in)),
        new DataOutputStream(new BufferedOutputStream(answers)));
  }

  @SuppressWarnings("EmptyCatch") // the end of the service is the end of its workers
  private static void serve(ImageEngine engine, DataInputStream jobs, DataOutputStream answers)
      throws IOException {
    answers.writeUTF(engine.version());
    answers.flush();
    try {
      while (true) {
        WorkerProtocol.Job job = WorkerProtocol.Job.read(jobs);
        WorkerProtocol.write(engine.render(job.source(), job.size()), answers);
      }
    } catch (EOFException end) {
      // There is no more to do.
    }
  }
}
