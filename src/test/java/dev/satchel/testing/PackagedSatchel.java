package dev.satchel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service as a process of its own, over the servers of {@link SatchelServers}: what
 * can be killed, and run more than once.
 */
public final class PackagedSatchel implements AutoCloseable {

  /** The key of the account default, with every scope. */
  public static final String BOOTSTRAP_KEY = "packaged-key-of-more-than-20-characters";

  private static final String SECRET_KEY = "it:c2F0Y2hlbCBzYXRjaGVsIHNhdGNoZWwgc2F0Y2hlbCE=";
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Pattern LISTENING =
      Pattern.compile(
          "Listening on: http://[^:\"]+:(\\d+)\\. Management interface listening on http://[^:\"]+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;

  private PackagedSatchel(Process process, Path log, MatchResult listening) {
    this.process = process;
    this.log = log;
    this.port = Integer.parseInt(listening.group(1));
    this.managementPort = Integer.parseInt(listening.group(2));
  }

  /**
   * Returns once the service answers.
   *
   * @param settings such as {@code quarkus.shutdown.timeout=1s}
   */
  public static PackagedSatchel start(String... settings) throws Exception {
    return start(new ProcessBuilder(command(settings)));
  }

  /**
   * Starts it in the caller's own way, with all settings that it needs, and ports of its own
   * choice.
   */
  public static PackagedSatchel start(ProcessBuilder builder) throws Exception {
    Path log =
        TARGET.resolve(
            "packaged-satchel-%d-%d.log"
                .formatted(ProcessHandle.current().pid(), STARTED.incrementAndGet()));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new PackagedSatchel(process, log, listening(process, log));
  }

  /**
   * What a run of the program has come to.
   *
   * @param code with which it has ended
   * @param output what it has written to standard output
   */
  public record Ended(int code, String output) {}

  /** Runs a command, and returns once it has ended. */
  public static Ended run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /** The same with settings, such as {@code quarkus.datasource.username=u}. */
  public static Ended run(List<String> settings, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(settings.toArray(String[]::new));
    command.addAll(List.of(arguments));
    Path log = TARGET.resolve("packaged-satchel-command-" + STARTED.incrementAndGet() + ".log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  /** What it has written so far. */
  public Path log() {
    return log;
  }

  /** The processes that it has started. */
  public List<ProcessHandle> children() {
    return process.children().toList();
  }

  /**
   * Calls the API with the bootstrap key.
   *
   * @param headers names and values in turn, which take the place of what is sent otherwise
   */
  public HttpResponse<String> call(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return call(
        method,
        path,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        headers);
  }

  /** The same, with a body that is too large for a copy of it in each call that is under way. */
  public HttpResponse<String> call(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(port, path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + BOOTSTRAP_KEY)
            .header("Content-Type", "application/json")
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Asks the management port. */
  public HttpResponse<String> manage(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(managementPort, path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Ends the process at once, as a crash does (SIGKILL). */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to stop (SIGTERM). */
  public void terminate() throws IOException {
    Signals.send("TERM", process.toHandle());
  }

  /** Whether the process ends by itself. */
  public boolean ends() throws InterruptedException {
    return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    http.shutdownNow();
    kill();
  }

  /** The native binary where the build has made one, else the jar. */
  private static List<String> command(String... settings) {
    var command = new ArrayList<String>();
    boolean isNative = Boolean.getBoolean("packaged.native");
    command.add(
        isNative
            ? System.getProperty("native.image.path")
            : Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.add("-XX:MaxDirectMemorySize=64m");
    command.addAll(options());
    SatchelServers.configuration().forEach((name, value) -> command.add(setting(name, value)));
    command.add(setting("quarkus.http.port", "0"));
    command.add(setting("quarkus.management.port", "0"));
    command.add(setting("satchel.s3.bucket", "satchel"));
    command.add(setting("satchel.api.bootstrap-key", BOOTSTRAP_KEY));
    command.add(setting("satchel.webhooks.secret-keys", SECRET_KEY));
    for (String given : settings) {
      command.add("-D" + given);
    }
    if (!isNative) {
      command.add("-jar");
      command.add(TARGET.resolve(Path.of("quarkus-app", "quarkus-run.jar")).toString());
    }
    return command;
  }

  /** What else the build says to start it with. */
  private static List<String> options() {
    String options = System.getProperty("packaged.options", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split(" +"));
  }

  private static String setting(String name, String value) {
    return "-D" + name + "=" + value;
  }

  private static URI uri(int port, String path) {
    return URI.create(
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
  }

  private static MatchResult listening(Process process, Path log) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      Matcher listening = LISTENING.matcher(Files.readString(log));
      if (listening.find()) {
        return listening.toMatchResult();
      }
      Thread.sleep(50);
    }
    process.destroyForcibly();
    throw new IOException("The packaged service does not start: see " + log);
  }
}
