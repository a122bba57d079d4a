package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.CodeBlocks;
import dev.satchel.testing.CutWire;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.FaultyWire;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Programs;
import dev.satchel.testing.ReplicaUploads;
import dev.satchel.testing.Storage;
import dev.satchel.testing.UploadDocument;
import dev.satchel.testing.UploadsApi;
import dev.satchel.testing.WireFault;
import dev.satchel.testing.WirePlace;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clients that others have made for tus 1.0 bring files whole over a wire that cuts their
 * connections at random places. A random seed is printed with every failure.
 */
@ExtendWith(EmptyStorage.class)
class TusClientsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPT = Path.of("src", "test", "tus");
  private static final Path NODE = Path.of("target", "tus-clients").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LARGE = 20_000_000;

  private static PackagedSatchel satchel;
  private static String missing;

  private final long seed = System.nanoTime();

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    missing = install();
    satchel = PackagedSatchel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  /** Uploads whose beginning was never heard of stay until their time is over. */
  @AfterEach
  void clear() throws Exception {
    Storage.clearLeftObjects();
  }

  @ParameterizedTest
  @CsvSource({
    "whole,    20000000",
    "whole,    0",
    "chunks,   3000000",
    "deferred, 5000000",
    "uppy,     20000000"
  })
  void theClientForNodeArrivesOverAnUnsteadyWire(String way, int size) throws Exception {
    requireNode();
    byte[] bytes = UploadDocument.random(size, seed);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (var wire = new CutWire(satchel.port(), CutWire.unsteady(seed))) {
      JsonNode said = upload(way, file, wire.port());

      report(way + " " + size, said.get("retries").asInt(), wire);
      assertThat(download(said.get("url").asText())).as("seed " + seed).isEqualTo(bytes);
    }
  }

  /** The first process is killed while the service still waits for more of it. */
  @Test
  void theClientForNodeGoesOnInAnotherProcess() throws Exception {
    requireNode();
    byte[] bytes = UploadDocument.random(LARGE, seed);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (var silencer = new FaultyWire(satchel.port());
        var wire = new CutWire(silencer.port(), () -> CutWire.Fate.LONG)) {
      silencer.strike(WireFault.SILENCE, WirePlace.request("PATCH").after(12_000_000), 1);
      Process first =
          script("resumed", file, wire.port())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("first").toFile())
              .start();
      try {
        Eventually.holds(() -> assertThat(silencer.strikes()).isOne());
        Eventually.holds(
            () ->
                assertThat(Storage.rows("select id from resumable_upload where received > 0"))
                    .isNotEmpty());
      } finally {
        first.destroyForcibly().waitFor();
      }
      silencer.disarm();

      JsonNode said = upload("resumed", file, wire.port());

      assertThat(said.get("creations").asInt()).as("uploads begun again").isZero();
      assertThat(said.get("firstOffset").asLong()).as(said.toString()).isPositive();
      assertThat(download(said.get("url").asText())).as("seed " + seed).isEqualTo(bytes);
      assertThat(Storage.rows("select id from resumable_upload where not finished")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"20000000, 20000000", "3000000, 262144", "0, 20000000"})
  void theClientForJavaArrivesOverAnUnsteadyWire(int size, int perRequest) throws Exception {
    byte[] bytes = UploadDocument.random(size, seed);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (var wire = new CutWire(satchel.port(), CutWire.unsteady(seed))) {
      var upload = new Attempts(client(wire.port()), file, perRequest);

      assertThat(upload.makeAttempts()).isTrue();

      report("java " + size, upload.count - 1, wire);
      assertThat(download(upload.url)).as("seed " + seed).isEqualTo(bytes);
    }
  }

  /** All has come, and the client does not know. */
  @Test
  void theClientForJavaLearnsThatAllHasCome() throws Exception {
    byte[] bytes = UploadDocument.random(1_000_000, seed);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (var wire = new FaultyWire(satchel.port())) {
      wire.strike(WireFault.CUT, WirePlace.request("Upload-Offset: 0").answered(), 1);
      var upload = new Attempts(client(wire.port()), file, bytes.length);

      assertThat(upload.makeAttempts()).isTrue();

      assertThat(wire.strikes()).isOne();
      assertThat(download(upload.url)).isEqualTo(bytes);
    }
  }

  /** Goes on where the attempt before ended. */
  private static final class Attempts extends TusExecutor {

    private final TusClient client;
    private final Path file;
    private final int perRequest;
    private int count;
    private String url = "";

    Attempts(TusClient client, Path file, int perRequest) {
      this.client = client;
      this.file = file;
      this.perRequest = perRequest;
      var delays = new int[100];
      Arrays.fill(delays, 50);
      setDelays(delays);
    }

    @Override
    protected void makeAttempt() throws ProtocolException, IOException {
      count++;
      var upload = new TusUpload(file.toFile());
      upload.setMetadata(UploadsApi.metadata());
      TusUploader uploader = client.resumeOrCreateUpload(upload);
      url = uploader.getUploadURL().toString();
      uploader.setChunkSize(64 * 1024);
      uploader.setRequestPayloadSize(perRequest);
      while (uploader.uploadChunk() >= 0) {
        // It tells how much it has sent, and ends with -1.
      }
      uploader.finish();
    }
  }

  private static void requireNode() {
    assumeTrue(missing.isEmpty(), missing + ": the clients for tus in JavaScript were NOT run");
  }

  /** Puts script and clients into a folder of the build; gives what is missing for that. */
  private static String install() throws Exception {
    if (!CodeBlocks.isInstalled("node", "--version")
        || !CodeBlocks.isInstalled("npm", "--version")) {
      return "Node.js or npm is not installed";
    }
    Files.createDirectories(NODE);
    for (String name : new String[] {"package.json", "package-lock.json", "upload.mjs"}) {
      Files.copy(SCRIPT.resolve(name), NODE.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    var install =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(NODE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(NODE.resolve("npm.log").toFile())
            .start();
    return install.waitFor() == 0 ? "" : "npm does not install them, see " + NODE + "/npm.log";
  }

  private JsonNode upload(String way, Path file, int port) throws Exception {
    String said = Programs.succeeds(script(way, file, port), folder.resolve("output"), PATIENCE);
    return JSON.readTree(said);
  }

  private ProcessBuilder script(String way, Path file, int port) {
    var script = new ProcessBuilder("node", "upload.mjs", way).directory(NODE.toFile());
    script
        .environment()
        .putAll(
            Map.of(
                "TUS_ENDPOINT",
                endpoint(port),
                "TUS_KEY",
                PackagedSatchel.BOOTSTRAP_KEY,
                "TUS_FILE",
                file.toString(),
                "TUS_URLS",
                folder.resolve("urls").toString()));
    return script;
  }

  private static String endpoint(int port) {
    return "http://127.0.0.1:" + port + "/v1/uploads";
  }

  private static TusClient client(int port) throws IOException {
    var client = new TusClient();
    client.setUploadCreationURL(URI.create(endpoint(port)).toURL());
    client.setHeaders(Map.of("Authorization", "Bearer " + PackagedSatchel.BOOTSTRAP_KEY));
    client.enableResuming(new TusURLMemoryStore());
    return client;
  }

  private static byte[] download(String url) throws IOException {
    return ReplicaUploads.of(satchel).file(url.substring(url.lastIndexOf('/') + 1));
  }

  private void report(String what, int retries, CutWire wire) {
    System.out.printf(
        "tus clients: %s, seed %d: tried again %d times, %d connections cut, %d stalled%n",
        what, seed, retries, wire.cuts(), wire.stalls());
  }
}
