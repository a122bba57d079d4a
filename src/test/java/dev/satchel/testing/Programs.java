package dev.satchel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Programs in other languages that a test runs to their end. */
public final class Programs {

  private Programs() {}

  /**
   * What the program has said, on standard output and error. Fails with that where it has not ended
   * with code 0 when patience ends.
   *
   * @param output the file that it is written to
   */
  public static String succeeds(ProcessBuilder program, Path output, Duration patience)
      throws IOException, InterruptedException {
    Process process = program.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
