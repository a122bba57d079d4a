package dev.satchel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/threat-model.md: what it says is proved by a test, there is a test for. */
class ThreatModelTest {

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void namesTestsThatThereAre() throws IOException {
    String model = Files.readString(Path.of("docs", "threat-model.md"));

    assertThat(TEST.matcher(model).results().map(MatchResult::group))
        .isNotEmpty()
        .map(name -> name.replace("`", ""))
        .isSubsetOf(tests());
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
      return sources
          .map(source -> source.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
