package dev.satchel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Whether the jar runs the classes of its AOT cache, as the image starts it. */
class AotCacheIT {

  private static final Path BUILT = Path.of("target", "quarkus-app").toAbsolutePath();
  private static final String FROM_CACHE = "source: shared objects file";
  private static final String WITHOUT = "not the jars that app.aot was made from";

  @TempDir(factory = InTarget.class)
  private Path directory;

  private Path app;

  /** What a run has said, and where it has found our classes. */
  private record Run(int code, String errors, List<String> classes) {}

  /** The file system of the build, so that files can be linked. */
  private static final class InTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(BUILT.getParent(), "aot-cache");
    }
  }

  @BeforeEach
  void link() throws IOException {
    assumeTrue(
        !Boolean.getBoolean("packaged.native") && Files.exists(BUILT.resolve("app.aot.parts")),
        "This build has made no AOT cache");
    app = directory.resolve("app");
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path linked = app.resolve(BUILT.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectory(linked);
        } else {
          Files.createLink(linked, file);
        }
      }
    }
  }

  @Test
  void runsTheClassesOfTheCache() throws Exception {
    Run run = run();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).doesNotContain(WITHOUT);
    assertThat(run.classes()).anyMatch(it -> it.contains(FROM_CACHE));
  }

  @Test
  void doesWithoutWhereAJarWasExchanged() throws Exception {
    try (Stream<Path> jars = Files.list(app.resolve("app"))) {
      exchange(jars.findFirst().orElseThrow());
    }

    assertDoesWithout(run());
  }

  @Test
  void doesWithoutWhereTheCacheWasExchanged() throws Exception {
    Path cache = app.resolve("app.aot");
    byte[] bytes = Files.readAllBytes(cache);
    Files.delete(cache);
    bytes[4] ^= 1;
    Files.write(cache, bytes);

    assertDoesWithout(run());
  }

  @Test
  void doesWithoutWhereNothingWasNoted() throws Exception {
    Files.delete(app.resolve("app.aot.parts"));

    assertDoesWithout(run());
  }

  private static void assertDoesWithout(Run run) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains(WITHOUT);
    assertThat(run.classes()).isNotEmpty().noneMatch(it -> it.contains(FROM_CACHE));
  }

  /** Another size, time and content. */
  private static void exchange(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    Files.delete(jar);
    Files.write(jar, bytes);
    try (FileSystem entries = FileSystems.newFileSystem(jar)) {
      Files.writeString(entries.getPath("other.txt"), "of another build");
    }
  }

  /** Asks for a command that there is not: that ends before anything is connected to. */
  private Run run() throws IOException, InterruptedException {
    Path loaded = directory.resolve("classes.log");
    var process =
        new ProcessBuilder(
                "./with-aot-cache",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "-Xmx128m",
                "-Xlog:class+load:file=" + loaded,
                "-jar",
                "quarkus-run.jar",
                "erasures",
                "rerun")
            .directory(app.toFile())
            .start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    List<String> classes =
        Files.readAllLines(loaded).stream()
            .filter(it -> it.contains("] dev.satchel.") && !it.contains("Lambda"))
            .toList();
    return new Run(code, errors, classes);
  }
}
