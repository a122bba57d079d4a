package dev.satchel.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.CodeBlocks;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs of {@code docs/api-by-example.md}, but for their URL, key and user. */
@ExtendWith(EmptyStorage.class)
class ApiByExampleIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CLIENTS = Path.of("clients").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final int VIDEO = 20_000_000;

  enum Language {
    CURL("sh", "example.sh"),
    TYPESCRIPT("ts", "example.mjs"),
    JAVA("java", "Example.java"),
    PYTHON("python", "example.py"),
    PHP("php", "example.php");

    private final String block;
    private final String file;

    Language(String block, String file) {
      this.block = block;
      this.file = file;
    }

    private List<String> command() {
      return switch (this) {
        case CURL -> List.of("sh", file);
        case TYPESCRIPT -> List.of("node", file);
        case JAVA -> List.of(ApiByExampleIT.JAVA, "-cp", CLIENTS + "/java/target/classes", file);
        case PYTHON -> List.of("python3", file);
        case PHP -> List.of("php", file);
      };
    }

    /** Each has one way to say its version without doing anything else; a shell is there. */
    private boolean isInstalled() throws InterruptedException {
      return this == CURL
          ? CodeBlocks.isInstalled("curl", "--version")
          : CodeBlocks.isInstalled(command().getFirst(), "--version");
    }
  }

  private static PackagedSatchel satchel;

  @TempDir private Path folder;

  private final String user = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws Exception {
    satchel = PackagedSatchel.start();
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @ParameterizedTest
  @EnumSource
  void doesWhatItSays(Language language) throws Exception {
    assumeTrue(language.isInstalled(), language + " is not installed: its example was NOT run");
    Files.copy(CLIENTS.resolve("photo.jpg"), folder.resolve("photo.jpg"));
    Files.write(folder.resolve("video.mp4"), new byte[VIDEO]);
    Files.writeString(folder.resolve(language.file), program(language.block));

    assertThat(run(language)).contains("photo.jpg", "video.mp4");

    assertThat(Files.readAllBytes(folder.resolve("copy.jpg")))
        .isEqualTo(Files.readAllBytes(folder.resolve("photo.jpg")));
    var small = ImageIO.read(folder.resolve("small.jpg").toFile());
    assertThat(small.getWidth()).isEqualTo(200);
    assertThat(small.getHeight()).isEqualTo(150);
    assertWhatIsLeft();
  }

  /** The file that answers the request, the large one and the form's; the first one was deleted. */
  private void assertWhatIsLeft() throws Exception {
    String page = satchel.call("GET", "/v1/files?userId=" + user, "").body();
    JsonNode files = JSON.readTree(page).get("files");
    assertThat(files).hasSize(3);
    assertThat(files.get(0).get("fileRequestId").isTextual()).isTrue();
    assertThat(files.get(1).get("size").asInt()).isEqualTo(VIDEO);
    assertThat(files.get(1).get("mimeType").asText()).isEqualTo("video/mp4");
    assertThat(files.get(2).get("description").asText()).isEqualTo("Better than yesterday.");
    assertThat(files.get(2).get("mimeType").asText()).isEqualTo("image/jpeg");
  }

  private String program(String block) throws Exception {
    List<String> blocks = CodeBlocks.of("api-by-example.md", block);
    assertThat(blocks).hasSize(1);
    String program = blocks.getFirst();
    assertThat(program).contains("http://localhost:8080", "dev-key");
    return program
        .replace("http://localhost:8080", "http://127.0.0.1:" + satchel.port())
        .replace("dev-key", PackagedSatchel.BOOTSTRAP_KEY)
        .replace("9d6ad525-90c6-4c03-8f05-63584ee20a29", user)
        .replace("video-1", "video of " + user);
  }

  private String run(Language language) throws Exception {
    Path installed = Files.createDirectories(folder.resolve("node_modules"));
    Files.createSymbolicLink(installed.resolve("satchel-client"), CLIENTS.resolve("typescript"));
    var program = new ProcessBuilder(language.command()).directory(folder.toFile());
    program.environment().put("PYTHONPATH", CLIENTS.resolve("python").toString());
    return Programs.succeeds(program, folder.resolve("output"), Duration.ofMinutes(2));
  }
}
