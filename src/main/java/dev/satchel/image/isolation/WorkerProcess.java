package dev.satchel.image.isolation;

import dev.satchel.image.ImageSize;
import dev.satchel.image.Rendering;
import dev.satchel.image.Rendering.NotDecodable;
import dev.satchel.image.Rendering.Reason;
import dev.satchel.image.pipeline.Deadline;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running render worker, as the service sees it. For one thread at a time. */
public final class WorkerProcess implements AutoCloseable {

  /** Until it is replaced, for the sake of libraries that leak. */
  private static final int MOST_JOBS = 10_000;

  /** How long it may take to start. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration MOST_FOR_ITS_END = Duration.ofSeconds(1);

  private final Process process;
  private final DataOutputStream jobs;
  private final DataInputStream answers;
  private final Greeting greeting;
  private int rest = MOST_JOBS;
  private long lastUsed = System.nanoTime();

  /**
   * What a worker says of itself.
   *
   * @param version of the engine that it renders with
   * @param decoders of that engine
   * @param confinement what it has given up, in words
   */
  public record Greeting(String version, String decoders, String confinement) {}

  private WorkerProcess(Process process) throws IOException {
    this.process = process;
    this.jobs = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.greeting = new Greeting(answers.readUTF(), answers.readUTF(), answers.readUTF());
  }

  /**
   * Starts one and waits until it is there.
   *
   * @param command a program, whose arguments make it a render worker
   * @throws IOException where it cannot be started, or is not there in time
   */
  public static WorkerProcess start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    // The service's own holds credentials.
    builder.environment().keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH", "LANG"));
    // Each arena of glibc keeps memory of its own, and one thread decodes.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = builder.start();
    try (Deadline.Watch watch = new Deadline(PATIENCE).watch(process::destroyForcibly)) {
      dieFirst(process);
      return new WorkerProcess(process);
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /** Where memory runs out, Linux kills the worker and not the service (proc(5)). */
  private static void dieFirst(Process process) throws IOException {
    Path score = Path.of("/proc", Long.toString(process.pid()), "oom_score_adj");
    if (Files.isWritable(score)) {
      Files.writeString(score, "1000");
    }
  }

  /** What it said when it started. */
  public Greeting greeting() {
    return greeting;
  }

  /** Whether it has had nothing to do for so long. */
  public boolean idleFor(Duration time) {
    return System.nanoTime() - lastUsed >= time.toNanos();
  }

  /**
   * Renders; afterwards the worker may be gone.
   *
   * @param source the whole file
   * @param deadline of the calling thread, at whose end the worker is killed
   */
  public Rendering render(byte[] source, ImageSize asked, Deadline deadline) {
    rest--;
    try (Deadline.Watch watch = deadline.watch(process::destroyForcibly)) {
      new WorkerProtocol.Job(source, asked).write(jobs);
      Rendering rendering = WorkerProtocol.read(answers);
      lastUsed = System.nanoTime();
      return rendering;
    } catch (IOException | RuntimeException | OutOfMemoryError gone) {
      rest = 0;
      close();
      return new NotDecodable(deadline.reason().orElse(Reason.DECODER_FAULT));
    }
  }

  /** Whether it can render more. */
  public boolean usable() {
    return rest > 0 && process.isAlive();
  }

  /** Returns when it is gone, so that the next one does not want memory beside it. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean _ = process.waitFor(MOST_FOR_ITS_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
