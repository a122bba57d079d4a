package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.CodeBlocks;
import dev.satchel.testing.EmptyStorage;
import dev.satchel.testing.Eventually;
import dev.satchel.testing.PackagedSatchel;
import dev.satchel.testing.Ports;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The receivers of {@code docs/webhooks.md}, as they stand there, get what the service delivers.
 */
@ExtendWith(EmptyStorage.class)
class WebhookReceiversIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  enum Language {
    PYTHON("python", "webhooks.py", "receiver.py"),
    NODE("js", "webhooks.mjs", "receiver.mjs"),
    JAVA("java", "Webhooks.java", "Receiver.java"),
    GO("go", "webhooks/webhooks.go", "main.go");

    private final String block;
    private final String library;
    private final String main;

    Language(String block, String library, String main) {
      this.block = block;
      this.library = library;
      this.main = main;
    }

    /** What runs the receiver, and of Go what makes it. */
    private List<String> command() {
      return switch (this) {
        case PYTHON -> List.of("python3", main);
        case NODE -> List.of("node", main);
        case JAVA ->
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), main);
        case GO -> List.of("go", "build", "-o", "receiver");
      };
    }

    private boolean isInstalled() throws InterruptedException {
      return CodeBlocks.isInstalled(command().getFirst(), this == GO ? "version" : "--version");
    }
  }

  private static PackagedSatchel satchel;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    satchel =
        PackagedSatchel.start(
            "satchel.webhooks.allow-http=true", "satchel.webhooks.allowed-networks=127.0.0.0/8");
  }

  @AfterAll
  static void stop() throws Exception {
    satchel.close();
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatIsGenuineOnceAndNothingElse(Language language) throws Exception {
    assumeTrue(language.isInstalled(), language + " is not installed: its receiver was NOT run");
    int port = Ports.free();
    JsonNode hook =
        call(
            "/v1/webhooks",
            "{\"url\": \"http://127.0.0.1:%d/\", \"eventTypes\": [\"file-request.files.update\"]}"
                .formatted(port));
    String path = "/v1/webhooks/" + hook.get("id").asText();
    Path output = folder.resolve("output");
    Process receiver = receiver(language, port, hook.get("secret").asText(), output);
    try {
      Eventually.holds(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());

      JsonNode ping = call(path + "/ping", "");
      String delivery = path + "/deliveries/" + ping.get("id").asText();
      Eventually.holds(() -> assertThat(attempts(path)).containsExactly(204));
      call(delivery + "/redeliver", "");
      Eventually.holds(() -> assertThat(attempts(path)).containsExactly(204, 204));

      assertThat(forged(port)).isEqualTo(401);
      assertThat(Files.readAllLines(output))
          .singleElement()
          .asString()
          .contains("ping", ping.get("eventId").asText());
    } finally {
      receiver.destroyForcibly().waitFor();
      satchel.call("DELETE", path, "");
    }
  }

  private Process receiver(Language language, int port, String secret, Path output)
      throws Exception {
    List<String> blocks = CodeBlocks.of("webhooks.md", language.block);
    Path library = folder.resolve(language.library);
    Files.createDirectories(library.getParent());
    Files.writeString(library, blocks.get(0));
    Files.writeString(folder.resolve(language.main), blocks.get(1));
    List<String> command = language.command();
    if (language == Language.GO) {
      Files.writeString(folder.resolve("go.mod"), "module example\n\ngo 1.19\n");
      Process build = builder(command, output).start();
      assertThat(build.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(build.exitValue()).as(Files.readString(output)).isZero();
      command = List.of(folder.resolve("receiver").toString());
    }
    ProcessBuilder builder = builder(command, output);
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("WEBHOOK_SECRET", secret);
    return builder.start();
  }

  /** What it says for people goes elsewhere than what it prints. */
  private ProcessBuilder builder(List<String> command, Path output) {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(output.toFile())
        .redirectError(folder.resolve("errors").toFile());
  }

  private static JsonNode call(String path, String body) throws Exception {
    var answer = satchel.call("POST", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static List<Integer> attempts(String hook) throws Exception {
    JsonNode page = JSON.readTree(satchel.call("GET", hook + "/deliveries", "").body());
    return page.findValues("statusCode").stream().map(JsonNode::asInt).toList();
  }

  private static int forged(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("webhook-id", "other")
            .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
            .header("webhook-signature", "v1," + "A".repeat(43) + "=")
            .POST(BodyPublishers.ofString("{\"event\": {\"id\": \"other\", \"type\": \"ping\"}}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
