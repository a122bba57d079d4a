package dev.satchel.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.FaultyWire;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Programs;
import dev.satchel.testing.WireFault;
import dev.satchel.testing.WirePlace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests of the clients in {@code clients}, each in its own language, on the packaged service: a
 * heap of 128 MiB meets a file of 700 MB, and connections break.
 */
@ExtendWith(EmptyStorage.class)
class ClientsIT {

  private static final Path CLIENTS = Path.of("clients").toAbsolutePath();
  private static final int LARGE = 700_000_000;
  private static final int BLOCK = 1_000_000;

  /** None of the tests that a client has may be left out here. */
  private static final Pattern LEFT_OUT = Pattern.compile("(?i)skipped[:=]? ?[1-9]");

  enum Client {
    PYTHON,
    JAVA,
    TYPESCRIPT;

    private Path folder() {
      return CLIENTS.resolve(name().toLowerCase(Locale.ROOT));
    }

    private List<String> test() {
      return switch (this) {
        case PYTHON ->
            List.of("python3", "-W", "error", "-m", "unittest", "discover", "-v", "tests");
        case JAVA -> List.of("../../mvnw", "-B", "-ntp", "-f", "pom.xml", "test");
        case TYPESCRIPT -> List.of("npm", "test");
      };
    }
  }

  @TempDir private static Path folder;
  private static PackagedSatchel satchel;
  private static Path large;

  @BeforeAll
  static void start() throws Exception {
    satchel =
        PackagedSatchel.start(
            "satchel.api.rate-limit=120",
            "satchel.webhooks.allow-http=true",
            "satchel.webhooks.allowed-networks=127.0.0.0/8");
    large = folder.resolve("large");
    writeRandom(large);
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @ParameterizedTest
  @EnumSource
  void passesItsTests(Client client) throws Exception {
    Path log = Path.of("target", "client-" + client + ".log");
    try (var uploads = new FaultyWire(satchel.port());
        var downloads = new FaultyWire(satchel.port())) {
      uploads.strike(WireFault.RESET, WirePlace.request("/v1/files").after(1 << 20), 1);
      downloads.strike(
          WireFault.RESET, WirePlace.request("/v1/files").answered().after(8 << 20), 1);
      var tests = new ProcessBuilder(client.test()).directory(client.folder().toFile());
      tests.environment().put("SATCHEL_URL", url(satchel.port()));
      tests.environment().put("SATCHEL_KEY", PackagedSatchel.BOOTSTRAP_KEY);
      tests.environment().put("SATCHEL_CUT_UPLOADS", url(uploads.port()));
      tests.environment().put("SATCHEL_CUT_DOWNLOADS", url(downloads.port()));
      tests.environment().put("SATCHEL_LARGE", large.toString());
      tests.environment().put("NODE_OPTIONS", "--max-old-space-size=128");

      String output = Programs.succeeds(tests, log, Duration.ofMinutes(10));

      assertThat(output).doesNotContainPattern(LEFT_OUT);
      assertThat(uploads.strikes()).as("broken uploads").isOne();
      assertThat(downloads.strikes()).as("broken downloads").isOne();
    }
  }

  @Test
  void pythonHasTheTypesOfTheDescription() throws Exception {
    Process process =
        new ProcessBuilder(
                "python3",
                CLIENTS.resolve("python/generate_types.py").toString(),
                "target/clients/description/openapi.json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    String types = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(CLIENTS.resolve("python/satchel_client/types.py")).hasContent(types);
    assertThat(process.waitFor()).isZero();
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static void writeRandom(Path file) throws IOException {
    var random = new Random(1);
    var block = new byte[BLOCK];
    try (OutputStream sink = Files.newOutputStream(file)) {
      for (int written = 0; written < LARGE; written += BLOCK) {
        random.nextBytes(block);
        sink.write(block);
      }
    }
  }
}
