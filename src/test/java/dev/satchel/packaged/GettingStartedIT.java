package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.testing.CodeBlocks;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Programs;
import dev.satchel.testing.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/getting-started.md}, one after the other, but for URL and key. */
@ExtendWith(EmptyStorage.class)
class GettingStartedIT {

  @TempDir private Path folder;

  @Test
  void doWhatThePageSays() throws Exception {
    assumeTrue(
        CodeBlocks.isInstalled("curl", "--version"),
        "curl is not installed: docs/getting-started.md was NOT run");
    Files.copy(Path.of("clients", "photo.jpg"), folder.resolve("photo.jpg"));
    String output;
    try (var satchel = PackagedSatchel.start()) {
      String program =
          "set -eu\n" + String.join("echo\n", CodeBlocks.of("getting-started.md", "sh"));
      Path script =
          Files.writeString(
              folder.resolve("page.sh"),
              program
                  .replace("http://localhost:8080", "http://127.0.0.1:" + satchel.port())
                  .replace("dev-key", PackagedSatchel.BOOTSTRAP_KEY));
      output =
          Programs.succeeds(
              new ProcessBuilder("sh", script.toString()).directory(folder.toFile()),
              folder.resolve("output"),
              Duration.ofMinutes(1));
    }

    assertThat(output).contains("\"originalName\":\"photo.jpg\"", "Please take a picture of");
    assertThat(ImageIO.read(folder.resolve("small.jpg").toFile()).getWidth()).isEqualTo(200);
    assertThat(Storage.rows("select id::text from stored_file where deleted_at is null")).isEmpty();
    assertThat(Storage.files()).isEqualTo(2);
  }
}
