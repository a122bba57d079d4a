package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in src/advisories, on parts and advisories that there are not. */
class AdvisoriesTest {

  private static final Path PROGRAM = Path.of("src", "advisories", "Advisories.java");

  private record Run(int exit, String output) {}

  @TempDir Path directory;

  private Path parts;
  private Path known;

  @BeforeEach
  void writeParts() throws IOException {
    known = directory.resolve("known.tsv");
    parts =
        Files.writeString(
            directory.resolve("parts.json"),
            """
            {"components": [
              {"purl": "pkg:maven/org.example/alpha@4.1.20.Final?type=jar"},
              {"purl": "pkg:maven/org.example/beta@2.0.0?type=jar"}]}
            """);
  }

  @Test
  void findsWhatApplies() throws Exception {
    know(
        "yes-1\torg.example:alpha\t0\t4.1.21.Final\t\tx",
        "yes-2\torg.example:alpha\t0\t4.2.0.Alpha1\t\tx",
        "yes-3\torg.example:alpha\t4.1.20.Final\t4.1.21.Final\t\tx",
        "yes-4\torg.example:alpha\t0\t\t4.1.20.Final\tx",
        "yes-5\torg.example:alpha\t4.1.0\t\t\tx",
        "yes-6\torg.example:beta\t2.0.0.RC1\t2.0.1\t\tx",
        "no-1\torg.example:alpha\t0\t4.1.20.Final\t\tx",
        "no-2\torg.example:alpha\t0\t4.1.3.Final\t\tx",
        "no-3\torg.example:alpha\t4.1.21.Final\t4.1.22.Final\t\tx",
        "no-4\torg.example:alpha\t0\t\t4.1.19.Final\tx",
        "no-5\torg.example:gamma\t0\t\t\tx");

    Run run = run("check");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("2 parts, 11 advisories", "OLD").doesNotContain("no-");
    assertThat(run.output().lines().filter(line -> line.contains("yes-"))).hasSize(6);
  }

  @Test
  void isContentWhereNothingApplies() throws Exception {
    know("no-1\torg.example:gamma\t0\t\t\tx");

    assertThat(run("check").exit()).isZero();
  }

  @Test
  void readsWhatOsvPublishes() throws Exception {
    Path published = directory.resolve("all.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(published))) {
      add(zip, "X-1", "org.example:alpha", "");
      add(zip, "X-2", "org.example:gamma", "");
      add(zip, "X-3", "org.example:alpha", "\"withdrawn\": \"2026-01-01T00:00:00Z\",");
    }

    assertThat(run("refresh", published.toString()).exit()).isZero();

    assertThat(Files.readAllLines(known))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly(
            "X-1\torg.example:alpha\t0\t4.1.5.Final\t\thttps://osv.dev/vulnerability/X-1",
            "X-1\torg.example:alpha\t4.1.9.Final\t\t4.1.20.Final\thttps://osv.dev/vulnerability/X-1");
    Run run = run("check");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).doesNotContain("OLD");
  }

  private void know(String... advisories) throws IOException {
    Files.writeString(known, "# As of 2026-01-01\n" + String.join("\n", advisories) + "\n");
  }

  private static void add(ZipOutputStream zip, String id, String part, String more)
      throws IOException {
    zip.putNextEntry(new ZipEntry(id + ".json"));
    zip.write(
        """
        {"id": "%s", %s "affected": [{"package": {"ecosystem": "Maven", "name": "%s"},
          "ranges": [{"type": "ECOSYSTEM", "events": [
            {"introduced": "0"}, {"fixed": "4.1.5.Final"},
            {"introduced": "4.1.9.Final"}, {"last_affected": "4.1.20.Final"}]}]}]}
        """
            .formatted(id, more, part)
            .getBytes(StandardCharsets.UTF_8));
  }

  private Run run(String mode, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Files.readString(Path.of("target", "servers.classpath")),
                PROGRAM.toString(),
                mode,
                parts.toString(),
                known.toString()));
    command.addAll(List.of(more));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Run(process.waitFor(), Files.readString(output));
  }
}
