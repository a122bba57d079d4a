package dev.satchel.testing;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart of {@code deploy/helm}, rendered by Helm's own code. */
public final class HelmChart {

  /** Where it is. */
  public static final Path HOME = Path.of("deploy", "helm", "satchel");

  private HelmChart() {}

  /** The names of the examples in {@code ci}, such as {@code minimal}. */
  public static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
          .sorted()
          .toList();
    }
  }

  /** The file of an example. */
  public static Path example(String name) {
    return HOME.resolve("ci").resolve(name + "-values.yaml");
  }

  /** What an example comes to, as text. */
  public static String text(String example, Map<String, ?> values) {
    var template =
        new Helm(HOME)
            .template()
            .withName("satchel")
            .withNamespace("files")
            .withKubeVersion("v1.31.0")
            .withValuesFile(example(example));
    values.forEach(template::set);
    return template.call();
  }

  /**
   * What an example comes to, with other values such as {@code s3.region}.
   *
   * @throws RuntimeException with Helm's own message, where values are refused
   */
  public static Manifests rendered(String example, Map<String, ?> values) {
    return Manifests.of(text(example, values));
  }

  /** What an example comes to. */
  public static Manifests rendered(String example) {
    return rendered(example, Map.of());
  }

  /** What {@code helm lint --strict} says of a chart. */
  public static LintResult lint(Path chart) {
    return new Helm(chart).lint().strict().call();
  }
}
