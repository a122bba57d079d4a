package dev.satchel.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.satchel.testing.Manifests;
import dev.satchel.testing.PackagedSatchel.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container of a pod, as a process without an engine: with the image's entry point and the pod's
 * arguments and environment, as its user without any rights, on a root file system that is
 * read-only, and with its limit of memory. Processes, network and other files are the machine's.
 * Needs root.
 */
final class Container implements AutoCloseable {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Where the image has what is packaged. */
  private static final String HOME = "/srv";

  private static final boolean NATIVE = Boolean.getBoolean("packaged.native");
  private static final Pattern ENTRY =
      Pattern.compile("^ENTRYPOINT (\\[.*?])", Pattern.MULTILINE | Pattern.DOTALL);

  /** The arguments: the packaged files, the file of the group of processes, the user; a command. */
  private static final String CONFINED =
      """
      set -e
      packaged=$1 group=$2 user=$3
      shift 3
      echo $$ >"$group/cgroup.procs"
      mount --bind "$packaged" /srv
      mount -o remount,bind,ro /
      exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
      """;

  private final JsonNode pod;
  private final JsonNode container;
  private final Map<String, String> environment;
  private final Path group;

  private Container(JsonNode pod, JsonNode container, Map<String, String> environment)
      throws IOException {
    this.pod = pod;
    this.container = container;
    this.environment = environment;
    this.group = limited(container.at("/resources/limits/memory").asText());
  }

  /**
   * A container of the deployment.
   *
   * @param at such as {@code /containers/0}
   * @param secrets what all secrets hold, by their keys
   */
  static Container of(Manifests manifests, String at, Map<String, String> secrets)
      throws IOException {
    JsonNode pod = manifests.first("Deployment").at("/spec/template/spec");
    JsonNode container = pod.at(at);
    Map<String, String> environment = new LinkedHashMap<>();
    for (JsonNode source : container.path("envFrom")) {
      String name = source.at("/configMapRef/name").asText();
      manifests
          .each("ConfigMap")
          .filter(it -> it.at("/metadata/name").asText().equals(name))
          .forEach(
              it ->
                  it.path("data")
                      .properties()
                      .forEach(one -> environment.put(one.getKey(), one.getValue().asText())));
    }
    for (JsonNode variable : container.path("env")) {
      String key = variable.at("/valueFrom/secretKeyRef/key").asText();
      environment.put(
          variable.path("name").asText(),
          variable.has("value")
              ? variable.path("value").asText()
              : Objects.requireNonNull(secrets.get(key), key));
    }
    return new Container(pod, container, environment);
  }

  /**
   * The same with another variable: what a cluster adds by itself, or another port than the pod's.
   */
  Container with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How it is started. */
  ProcessBuilder builder() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                CONFINED,
                "container",
                (NATIVE ? TARGET : TARGET.resolve("quarkus-app")).toString(),
                group.toString(),
                pod.at("/securityContext/runAsUser").asText()));
    command.addAll(entry());
    container.path("args").forEach(it -> command.add(it.asText()));
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs it to its end. */
  Ended run() throws IOException, InterruptedException {
    Path log = Files.createTempFile(TARGET, "container-", ".log");
    Process process = builder().redirectError(log.toFile()).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A probe of it. */
  JsonNode probe(String name) {
    return container.path(name);
  }

  /** What may still be written to, what it may do, and as whom, as the kernel has it. */
  static void assertConfined(Process process) throws IOException {
    Path kernel = Path.of("/proc", Long.toString(process.pid()));
    assertThat(Files.readString(kernel.resolve("status")))
        .containsPattern("Uid:\\t1001\\t1001")
        .containsPattern("CapEff:\\t0+\\n")
        .containsPattern("NoNewPrivs:\\t1");
    assertThat(Files.readAllLines(kernel.resolve("mountinfo")))
        .anySatisfy(it -> assertThat(it).containsPattern(" / / ro[ ,]"));
  }

  /** Whether this machine lets us do that: as root, and where we may limit memory. */
  static boolean isPossible() {
    return System.getProperty("user.name").equals("root") && Files.isWritable(groups());
  }

  @Override
  public void close() throws IOException {
    Files.delete(group);
  }

  private static List<String> entry() throws IOException {
    Path dockerfile =
        Path.of("src", "main", "docker", NATIVE ? "Dockerfile.native" : "Dockerfile.jvm");
    Matcher entry = ENTRY.matcher(Files.readString(dockerfile).replaceAll("\\\\\\n", ""));
    assertThat(entry.find()).isTrue();
    List<String> command = new ArrayList<>();
    for (JsonNode word : new ObjectMapper().readTree(entry.group(1))) {
      command.add(here(word.asText()));
    }
    // Only images have the cache.
    command.remove("./with-aot-cache");
    return command;
  }

  private static String here(String word) {
    return switch (word) {
      case "/opt/java/bin/java" -> Path.of(System.getProperty("java.home"), "bin/java").toString();
      case "quarkus-run.jar" -> HOME + "/quarkus-run.jar";
      case "./satchel" ->
          HOME + "/" + Path.of(System.getProperty("native.image.path", "")).getFileName();
      default -> word;
    };
  }

  /** A group of processes with that limit, such as {@code 256Mi}. */
  private static Path limited(String memory) throws IOException {
    Path group = Files.createTempDirectory(groups(), "satchel-container-");
    String limit = groups().endsWith("memory") ? "memory.limit_in_bytes" : "memory.max";
    Files.writeString(group.resolve(limit), memory.replace("i", ""));
    return group;
  }

  /** Groups of processes are of version 1 where they have a directory for memory. */
  private static Path groups() {
    Path all = Path.of("/sys/fs/cgroup");
    Path first = all.resolve("memory");
    return Files.isDirectory(first) ? first : all;
  }
}
