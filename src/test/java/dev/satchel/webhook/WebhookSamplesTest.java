package dev.satchel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.testing.CodeBlocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the samples of {@code docs/webhooks.md} as they stand there, with what we have signed. Each
 * gets a delivery a line, and says of each whether it is genuine.
 */
class WebhookSamplesTest {

  enum Sample {
    PYTHON(
        "python",
        "webhooks.py",
        "main.py",
        """
        import sys
        from webhooks import is_genuine

        for line in sys.stdin:
            secret, id, timestamp, signatures, body, now = line.rstrip("\\n").split("\\t")
            print(str(is_genuine(secret, id, timestamp, signatures, bytes.fromhex(body), int(now))).lower())
        """,
        "python3"),
    NODE(
        "js",
        "webhooks.mjs",
        "main.mjs",
        """
        import { readFileSync } from "node:fs";
        import { isGenuine } from "./webhooks.mjs";

        for (const line of readFileSync(0, "utf8").split("\\n").filter((it) => it)) {
          const [secret, id, timestamp, signatures, body, now] = line.split("\\t");
          console.log(isGenuine(secret, id, timestamp, signatures, Buffer.from(body, "hex"), Number(now)));
        }
        """,
        "node"),
    JAVA(
        "java",
        "Webhooks.java",
        "Main.java",
        """
        void main() throws Exception {
          for (String line; (line = IO.readln()) != null; ) {
            String[] it = line.split("\\t");
            byte[] body = java.util.HexFormat.of().parseHex(it[4]);
            IO.println(Webhooks.isGenuine(it[0], it[1], it[2], it[3], body, Long.parseLong(it[5])));
          }
        }
        """,
        Path.of(System.getProperty("java.home"), "bin", "java").toString());

    private final String language;
    private final String file;
    private final String mainFile;
    private final String main;
    private final String command;

    Sample(String language, String file, String mainFile, String main, String command) {
      this.language = language;
      this.file = file;
      this.mainFile = mainFile;
      this.main = main;
      this.command = command;
    }
  }

  private static final EndpointSecret SECRET = EndpointSecret.generate(new SecureRandom());
  private static final EndpointSecret OTHER = EndpointSecret.generate(new SecureRandom());
  private static final String ID = "0198f4d4-7426-7c99-a43d-81ea8304a62c";
  private static final long SENT = 1_700_000_000L;

  /** Not all of it is text. */
  private static final byte[] BODY = {'{', '"', (byte) 0xc3, (byte) 0xa4, '"', (byte) 0xff, 0, '}'};

  private static final String SIGNATURE = signature(SECRET);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void tellsOursFromOthers(Sample sample) throws Exception {
    assumeTrue(
        CodeBlocks.isInstalled(sample.command, "--version"),
        sample + " is not installed: its sample was NOT run");
    Map<String, Boolean> expected = deliveries();
    Files.writeString(
        directory.resolve(sample.file), CodeBlocks.of("webhooks.md", sample.language).getFirst());
    Files.writeString(directory.resolve(sample.mainFile), sample.main);
    Path input = Files.write(directory.resolve("deliveries"), expected.keySet());

    Process process =
        new ProcessBuilder(sample.command, directory.resolve(sample.mainFile).toString())
            .directory(directory.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    List<String> answers =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(answers)
        .containsExactlyElementsOf(expected.values().stream().map(String::valueOf).toList());
  }

  /** Deliveries, and whether each is genuine. */
  private static Map<String, Boolean> deliveries() {
    String text = SECRET.text();
    byte[] other = BODY.clone();
    other[0] ^= 1;
    String altered = "v1,A" + SIGNATURE.substring(SIGNATURE.startsWith("v1,A") ? 3 : 4);
    var deliveries = new TreeMap<String, Boolean>();
    Stream.of(
            line(text, ID, "" + SENT, SIGNATURE, BODY, SENT),
            line(text, ID, "" + SENT, SIGNATURE, BODY, SENT + 300),
            line(text, ID, "" + SENT, SIGNATURE, BODY, SENT - 300),
            line(text, ID, "" + SENT, signature(OTHER, SECRET), BODY, SENT),
            line(text, ID, "" + SENT, signature(SECRET, OTHER), BODY, SENT),
            line(text, ID, "" + SENT, "v2,AAAA " + SIGNATURE, BODY, SENT),
            line(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "{\"test\": 2432232314}".getBytes(UTF_8),
                1_614_265_330))
        .forEach(it -> deliveries.put(it, true));
    Stream.of(
            line(text, ID, "" + SENT, SIGNATURE, other, SENT),
            line(text, ID + "x", "" + SENT, SIGNATURE, BODY, SENT),
            line(text, "", "" + SENT, SIGNATURE, BODY, SENT),
            line(text, ID, "" + (SENT + 1), SIGNATURE, BODY, SENT),
            line(text, ID, "" + SENT, SIGNATURE, BODY, SENT + 301),
            line(text, ID, "" + SENT, SIGNATURE, BODY, SENT - 301),
            line(text, ID, "", SIGNATURE, BODY, SENT),
            line(text, ID, "soon", SIGNATURE, BODY, SENT),
            line(text, ID, "" + SENT, "", BODY, SENT),
            line(text, ID, "" + SENT, "v1,", BODY, SENT),
            line(text, ID, "" + SENT, altered, BODY, SENT),
            line(text, ID, "" + SENT, SIGNATURE.replace("v1,", "v2,"), BODY, SENT),
            line(text, ID, "" + SENT, signature(OTHER), BODY, SENT))
        .forEach(it -> deliveries.put(it, false));
    return deliveries;
  }

  private static String line(
      String secret, String id, String timestamp, String signatures, byte[] body, long now) {
    String hex = HexFormat.of().formatHex(body);
    return String.join("\t", secret, id, timestamp, signatures, hex, "" + now);
  }

  private static String signature(EndpointSecret... secrets) {
    return SignatureHeader.value(List.of(secrets), ID, SENT, BODY);
  }
}
